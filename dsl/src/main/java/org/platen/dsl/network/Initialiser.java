package org.platen.dsl.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.shape.Dim;

/** How the weights of a layer start. */
public sealed interface Initialiser {

    /**
     * Starting values.
     *
     * @param weight their shape, and how many numbers of the layer go in and out
     */
    double[] draw(Weight weight, UniformRandomProvider random);

    /** Uniform with variance 2 / (in + out) (Glorot and Bengio 2010, equation 16). */
    static Initialiser glorot() {
        return new Scaled("Glorot", 2, Scaled.Fan.SUM, false);
    }

    /** Normal with variance 2 / in, for rectified units (He et al. 2015, equation 10). */
    static Initialiser he() {
        return new Scaled("He", 2, Scaled.Fan.IN, true);
    }

    /** Normal with variance 1 / in (LeCun et al. 1998, section 4.6; Klambauer et al. 2017 for selu). */
    static Initialiser leCun() {
        return new Scaled("LeCun", 1, Scaled.Fan.IN, true);
    }

    /** Uniform between ± 1 / √in, for weights and biases alike: what PyTorch starts its dense and convolutional layers with. */
    static Initialiser pytorch() {
        return new Scaled("PyTorch", 1.0 / 3, Scaled.Fan.IN, false);
    }

    /** The same number everywhere. */
    static Initialiser constant(double value) {
        return new Constant(value);
    }

    /** Rows, or columns where there are more rows, of length {@code gain} at right angles to each other (Saxe, McClelland and Ganguli 2014). */
    static Initialiser orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /** A start for each of {@code blocks} parts of equal size along the first axis: those of the gates of a recurrent layer. */
    static Initialiser stacked(int blocks, Initialiser block) {
        return new Stacked(blocks, block);
    }

    /**
     * Variance {@code gain} over a number of connections.
     *
     * @param name whose proposal it is
     * @param normal Normal, else uniform
     */
    record Scaled(String name, double gain, Fan fan, boolean normal) implements Initialiser {

        /** The number of connections that variance is inverse to. */
        public enum Fan {
            /** Those that go into a unit. */
            IN,
            /** Those that go in and out, together. */
            SUM
        }

        @Override
        public double[] draw(Weight weight, UniformRandomProvider random) {
            double connections = fan == Fan.IN ? weight.fanIn() : weight.fanIn() + weight.fanOut();
            double deviation = Math.sqrt(gain / connections);
            double bound = deviation * Math.sqrt(3);
            ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
            return IntStream.range(0, weight.shape().size())
                    .mapToDouble(i -> normal ? deviation * gaussian.sample() : bound * (2 * random.nextDouble() - 1))
                    .toArray();
        }
    }

    /** The same number everywhere. */
    record Constant(double value) implements Initialiser {

        @Override
        public double[] draw(Weight weight, UniformRandomProvider random) {
            double[] values = new double[weight.shape().size()];
            Arrays.fill(values, value);
            return values;
        }
    }

    /** The same kind of start for each of {@code blocks} parts of equal size along the first axis. */
    record Stacked(int blocks, Initialiser block) implements Initialiser {

        @Override
        public double[] draw(Weight weight, UniformRandomProvider random) {
            Dim rows = Dim.of(weight.shape().dim(0).size() / blocks);
            Weight part =
                    new Weight(weight.name(), weight.shape().with(0, rows), weight.fanIn(), weight.fanOut(), block);
            return IntStream.range(0, blocks)
                    .mapToObj(i -> part.start(random))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
    }

    /** An orthogonal matrix, of the first axis against all others; by Gram and Schmidt, twice, from Normal rows. */
    record Orthogonal(double gain) implements Initialiser {

        @Override
        public double[] draw(Weight weight, UniformRandomProvider random) {
            int size = weight.shape().size();
            int rows = weight.shape().dim(0).size();
            int columns = size / rows;
            int vectors = Math.min(rows, columns);
            int length = Math.max(rows, columns);
            double[][] basis = new double[vectors][];
            ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
            for (int v = 0; v < vectors; v++) {
                double[] vector = gaussian.samples(length).toArray();
                for (int pass = 0; pass < 2; pass++) {
                    for (int other = 0; other < v; other++) {
                        subtract(vector, basis[other]);
                    }
                }
                double norm = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
                basis[v] = Arrays.stream(vector).map(x -> x / norm).toArray();
            }
            double[] values = new double[size];
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    values[r * columns + c] = gain * (rows <= columns ? basis[r][c] : basis[c][r]);
                }
            }
            return values;
        }

        private static void subtract(double[] vector, double[] unit) {
            double dot = 0;
            for (int i = 0; i < unit.length; i++) {
                dot += vector[i] * unit[i];
            }
            for (int i = 0; i < unit.length; i++) {
                vector[i] -= dot * unit[i];
            }
        }
    }
}
