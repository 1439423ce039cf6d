package org.platen.dsl.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** The distribution families under their names, for static import. */
public final class Distributions {

    private Distributions() {}

    /** Beta with two shapes: the expectation is a / (a + b). */
    public static Beta beta(Expr a, Expr b) {
        return new Beta(a, b);
    }

    /** Beta with two shapes: the expectation is a / (a + b). */
    public static Beta beta(double a, double b) {
        return beta(Constant.of(a), Constant.of(b));
    }

    /** Beta with two shapes: the expectation is a / (a + b). */
    public static Beta beta(Expr a, double b) {
        return beta(a, Constant.of(b));
    }

    /** Beta with two shapes: the expectation is a / (a + b). */
    public static Beta beta(double a, Expr b) {
        return beta(Constant.of(a), b);
    }

    /** The improper uniform distribution on the real line, of density 1: a diffuse start. */
    public static Flat flat() {
        return new Flat(Support.REAL, Shape.SCALAR);
    }

    /** {@code size} independent improper uniform entries. */
    public static Flat flat(int size) {
        return new Flat(Support.REAL, Shape.of(size));
    }

    /** Cauchy with its median and half its interquartile range. */
    public static Cauchy cauchy(Expr location, Expr scale) {
        return new Cauchy(location, scale);
    }

    /** Cauchy with its median and half its interquartile range. */
    public static Cauchy cauchy(double location, double scale) {
        return cauchy(Constant.of(location), Constant.of(scale));
    }

    /** Cauchy with its median and half its interquartile range. */
    public static Cauchy cauchy(Expr location, double scale) {
        return cauchy(location, Constant.of(scale));
    }

    /** Cauchy with its median and half its interquartile range. */
    public static Cauchy cauchy(double location, Expr scale) {
        return cauchy(Constant.of(location), scale);
    }

    /** χ² with its degrees of freedom. */
    public static ChiSquared chiSquared(Expr degreesOfFreedom) {
        return new ChiSquared(degreesOfFreedom);
    }

    /** χ² with its degrees of freedom. */
    public static ChiSquared chiSquared(double degreesOfFreedom) {
        return chiSquared(Constant.of(degreesOfFreedom));
    }

    /** Exponential with a rate: the expectation is 1 / rate. */
    public static Exponential exponential(Expr rate) {
        return new Exponential(rate);
    }

    /** Exponential with a rate: the expectation is 1 / rate. */
    public static Exponential exponential(double rate) {
        return exponential(Constant.of(rate));
    }

    /** Gamma with a shape and a rate: the expectation is shape / rate. */
    public static Gamma gamma(Expr shape, Expr rate) {
        return new Gamma(shape, rate);
    }

    /** Gamma with a shape and a rate: the expectation is shape / rate. */
    public static Gamma gamma(double shape, double rate) {
        return gamma(Constant.of(shape), Constant.of(rate));
    }

    /** Gamma with a shape and a rate: the expectation is shape / rate. */
    public static Gamma gamma(Expr shape, double rate) {
        return gamma(shape, Constant.of(rate));
    }

    /** Gamma with a shape and a rate: the expectation is shape / rate. */
    public static Gamma gamma(double shape, Expr rate) {
        return gamma(Constant.of(shape), rate);
    }

    /** Half-Cauchy with its median. */
    public static HalfCauchy halfCauchy(Expr scale) {
        return new HalfCauchy(scale);
    }

    /** Half-Cauchy with its median. */
    public static HalfCauchy halfCauchy(double scale) {
        return halfCauchy(Constant.of(scale));
    }

    /** Half-normal with the standard deviation of its Normal. */
    public static HalfNormal halfNormal(Expr scale) {
        return new HalfNormal(scale);
    }

    /** Half-normal with the standard deviation of its Normal. */
    public static HalfNormal halfNormal(double scale) {
        return halfNormal(Constant.of(scale));
    }

    /** Inverse Gamma with a shape and a scale: the expectation is scale / (shape − 1). */
    public static InverseGamma inverseGamma(Expr shape, Expr scale) {
        return new InverseGamma(shape, scale);
    }

    /** Inverse Gamma with a shape and a scale: the expectation is scale / (shape − 1). */
    public static InverseGamma inverseGamma(double shape, double scale) {
        return inverseGamma(Constant.of(shape), Constant.of(scale));
    }

    /** Inverse Gamma with a shape and a scale: the expectation is scale / (shape − 1). */
    public static InverseGamma inverseGamma(Expr shape, double scale) {
        return inverseGamma(shape, Constant.of(scale));
    }

    /** Inverse Gamma with a shape and a scale: the expectation is scale / (shape − 1). */
    public static InverseGamma inverseGamma(double shape, Expr scale) {
        return inverseGamma(Constant.of(shape), scale);
    }

    /** Kumaraswamy with two shapes. */
    public static Kumaraswamy kumaraswamy(Expr a, Expr b) {
        return new Kumaraswamy(a, b);
    }

    /** Kumaraswamy with two shapes. */
    public static Kumaraswamy kumaraswamy(double a, double b) {
        return kumaraswamy(Constant.of(a), Constant.of(b));
    }

    /** Kumaraswamy with two shapes. */
    public static Kumaraswamy kumaraswamy(Expr a, double b) {
        return kumaraswamy(a, Constant.of(b));
    }

    /** Kumaraswamy with two shapes. */
    public static Kumaraswamy kumaraswamy(double a, Expr b) {
        return kumaraswamy(Constant.of(a), b);
    }

    /** Laplace with its mean and its mean absolute deviation. */
    public static Laplace laplace(Expr location, Expr scale) {
        return new Laplace(location, scale);
    }

    /** Laplace with its mean and its mean absolute deviation. */
    public static Laplace laplace(double location, double scale) {
        return laplace(Constant.of(location), Constant.of(scale));
    }

    /** Laplace with its mean and its mean absolute deviation. */
    public static Laplace laplace(Expr location, double scale) {
        return laplace(location, Constant.of(scale));
    }

    /** Laplace with its mean and its mean absolute deviation. */
    public static Laplace laplace(double location, Expr scale) {
        return laplace(Constant.of(location), scale);
    }

    /** Logistic with a mean and a scale. */
    public static Logistic logistic(Expr location, Expr scale) {
        return new Logistic(location, scale);
    }

    /** Logistic with a mean and a scale. */
    public static Logistic logistic(double location, double scale) {
        return logistic(Constant.of(location), Constant.of(scale));
    }

    /** Logistic with a mean and a scale. */
    public static Logistic logistic(Expr location, double scale) {
        return logistic(location, Constant.of(scale));
    }

    /** Logistic with a mean and a scale. */
    public static Logistic logistic(double location, Expr scale) {
        return logistic(Constant.of(location), scale);
    }

    /** Log-normal with the mean and the standard deviation of its log. */
    public static LogNormal logNormal(Expr location, Expr scale) {
        return new LogNormal(location, scale);
    }

    /** Log-normal with the mean and the standard deviation of its log. */
    public static LogNormal logNormal(double location, double scale) {
        return logNormal(Constant.of(location), Constant.of(scale));
    }

    /** Log-normal with the mean and the standard deviation of its log. */
    public static LogNormal logNormal(Expr location, double scale) {
        return logNormal(location, Constant.of(scale));
    }

    /** Log-normal with the mean and the standard deviation of its log. */
    public static LogNormal logNormal(double location, Expr scale) {
        return logNormal(Constant.of(location), scale);
    }

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(Expr mean, Expr scale) {
        return new Normal(mean, scale);
    }

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(double mean, double scale) {
        return normal(Constant.of(mean), Constant.of(scale));
    }

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(Expr mean, double scale) {
        return normal(mean, Constant.of(scale));
    }

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(double mean, Expr scale) {
        return normal(Constant.of(mean), scale);
    }

    /** Pareto with its least value and the exponent of its tail. */
    public static Pareto pareto(Expr minimum, Expr shape) {
        return new Pareto(minimum, shape);
    }

    /** Pareto with its least value and the exponent of its tail. */
    public static Pareto pareto(double minimum, double shape) {
        return pareto(Constant.of(minimum), Constant.of(shape));
    }

    /** Pareto with its least value and the exponent of its tail. */
    public static Pareto pareto(Expr minimum, double shape) {
        return pareto(minimum, Constant.of(shape));
    }

    /** Pareto with its least value and the exponent of its tail. */
    public static Pareto pareto(double minimum, Expr shape) {
        return pareto(Constant.of(minimum), shape);
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(Expr degreesOfFreedom, Expr location, Expr scale) {
        return new StudentT(degreesOfFreedom, location, scale);
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(double degreesOfFreedom, double location, double scale) {
        return studentT(Constant.of(degreesOfFreedom), Constant.of(location), Constant.of(scale));
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(double degreesOfFreedom, Expr location, double scale) {
        return studentT(Constant.of(degreesOfFreedom), location, Constant.of(scale));
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(Expr degreesOfFreedom, Expr location, double scale) {
        return studentT(degreesOfFreedom, location, Constant.of(scale));
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(double degreesOfFreedom, double location, Expr scale) {
        return studentT(Constant.of(degreesOfFreedom), Constant.of(location), scale);
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(double degreesOfFreedom, Expr location, Expr scale) {
        return studentT(Constant.of(degreesOfFreedom), location, scale);
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(Expr degreesOfFreedom, double location, Expr scale) {
        return studentT(degreesOfFreedom, Constant.of(location), scale);
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static StudentT studentT(Expr degreesOfFreedom, double location, double scale) {
        return studentT(degreesOfFreedom, Constant.of(location), Constant.of(scale));
    }

    /** Uniform between two numbers. */
    public static Uniform uniform(Expr lower, Expr upper) {
        return new Uniform(lower, upper);
    }

    /** Uniform between two numbers. */
    public static Uniform uniform(double lower, double upper) {
        return uniform(Constant.of(lower), Constant.of(upper));
    }

    /** Uniform between two numbers. */
    public static Uniform uniform(Expr lower, double upper) {
        return uniform(lower, Constant.of(upper));
    }

    /** Uniform between two numbers. */
    public static Uniform uniform(double lower, Expr upper) {
        return uniform(Constant.of(lower), upper);
    }

    /** Von Mises with a mean direction in radians and a concentration. */
    public static VonMises vonMises(Expr location, Expr concentration) {
        return new VonMises(location, concentration);
    }

    /** Von Mises with a mean direction in radians and a concentration. */
    public static VonMises vonMises(double location, double concentration) {
        return vonMises(Constant.of(location), Constant.of(concentration));
    }

    /** Von Mises with a mean direction in radians and a concentration. */
    public static VonMises vonMises(Expr location, double concentration) {
        return vonMises(location, Constant.of(concentration));
    }

    /** Von Mises with a mean direction in radians and a concentration. */
    public static VonMises vonMises(double location, Expr concentration) {
        return vonMises(Constant.of(location), concentration);
    }

    /** Weibull with a shape and a scale. */
    public static Weibull weibull(Expr shape, Expr scale) {
        return new Weibull(shape, scale);
    }

    /** Weibull with a shape and a scale. */
    public static Weibull weibull(double shape, double scale) {
        return weibull(Constant.of(shape), Constant.of(scale));
    }

    /** Weibull with a shape and a scale. */
    public static Weibull weibull(Expr shape, double scale) {
        return weibull(shape, Constant.of(scale));
    }

    /** Weibull with a shape and a scale. */
    public static Weibull weibull(double shape, Expr scale) {
        return weibull(Constant.of(shape), scale);
    }

    /** Multivariate Normal with a covariance matrix. */
    public static MultivariateNormal multivariateNormal(Expr mean, Expr covariance) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.COVARIANCE, covariance);
    }

    /** Multivariate Normal with independent entries: a vector of variances. */
    public static MultivariateNormal multivariateNormalDiagonal(Expr mean, Expr variances) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.DIAGONAL, variances);
    }

    /** Multivariate Normal with a precision matrix, the inverse of the covariance. */
    public static MultivariateNormal multivariateNormalPrecision(Expr mean, Expr precision) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.PRECISION, precision);
    }

    /** Multivariate Normal with the lower Cholesky factor of its covariance. */
    public static MultivariateNormal multivariateNormalCholesky(Expr mean, Expr choleskyFactor) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.CHOLESKY, choleskyFactor);
    }

    /** Multivariate Student t with a scale matrix. */
    public static MultivariateStudentT multivariateStudentT(Expr degreesOfFreedom, Expr location, Expr scale) {
        return new MultivariateStudentT(degreesOfFreedom, location, MultivariateNormal.Form.COVARIANCE, scale);
    }

    /** Multivariate Student t with a scale matrix. */
    public static MultivariateStudentT multivariateStudentT(double degreesOfFreedom, Expr location, Expr scale) {
        return multivariateStudentT(Constant.of(degreesOfFreedom), location, scale);
    }

    /** Wishart with mean {@code degreesOfFreedom · scale}. */
    public static Wishart wishart(Expr degreesOfFreedom, Expr scale) {
        return new Wishart(degreesOfFreedom, scale);
    }

    /** Wishart with mean {@code degreesOfFreedom · scale}. */
    public static Wishart wishart(double degreesOfFreedom, Expr scale) {
        return wishart(Constant.of(degreesOfFreedom), scale);
    }

    /** Inverse Wishart with mean {@code scale / (degreesOfFreedom − rows − 1)}. */
    public static InverseWishart inverseWishart(Expr degreesOfFreedom, Expr scale) {
        return new InverseWishart(degreesOfFreedom, scale);
    }

    /** Inverse Wishart with mean {@code scale / (degreesOfFreedom − rows − 1)}. */
    public static InverseWishart inverseWishart(double degreesOfFreedom, Expr scale) {
        return inverseWishart(Constant.of(degreesOfFreedom), scale);
    }

    /** Cholesky factors of correlation matrices; all correlation matrices are equally likely at concentration 1. */
    public static LkjCholesky lkjCholesky(int size, Expr concentration) {
        return new LkjCholesky(size, concentration);
    }

    /** Cholesky factors of correlation matrices; all correlation matrices are equally likely at concentration 1. */
    public static LkjCholesky lkjCholesky(int size, double concentration) {
        return lkjCholesky(size, Constant.of(concentration));
    }

    /** Categorical with probabilities that sum to one. */
    public static Categorical categorical(Expr probabilities) {
        return new Categorical(Parameterisation.PROBABILITIES, probabilities);
    }

    /** Categorical with unnormalised log probabilities. */
    public static Categorical categoricalLogits(Expr logits) {
        return new Categorical(Parameterisation.LOGITS, logits);
    }

    /** A vector of independent categories, from a row of unnormalised log probabilities for each. */
    public static CategoricalEntries categoricalEntries(Expr logits) {
        return new CategoricalEntries(logits);
    }

    /** A category as a vector with a single one, from probabilities that sum to one. */
    public static OneHotCategorical oneHotCategorical(Expr probabilities) {
        return new OneHotCategorical(Parameterisation.PROBABILITIES, probabilities);
    }

    /** A category as a vector with a single one, from unnormalised log probabilities. */
    public static OneHotCategorical oneHotCategoricalLogits(Expr logits) {
        return new OneHotCategorical(Parameterisation.LOGITS, logits);
    }

    /** 1 with a probability, else 0. */
    public static Bernoulli bernoulli(Expr probability) {
        return new Bernoulli(Parameterisation.PROBABILITIES, probability);
    }

    /** 1 with a probability, else 0. */
    public static Bernoulli bernoulli(double probability) {
        return bernoulli(Constant.of(probability));
    }

    /** 1 with a probability given by its log odds, else 0. */
    public static Bernoulli bernoulliLogits(Expr logits) {
        return new Bernoulli(Parameterisation.LOGITS, logits);
    }

    /** 1 with a probability given by its log odds, else 0, where data may be intensities between 0 and 1; see {@link BernoulliIntensity}. */
    public static BernoulliIntensity bernoulliIntensityLogits(Expr logits) {
        return new BernoulliIntensity(Parameterisation.LOGITS, logits);
    }

    /** 1 with a probability, else 0, where data may be intensities between 0 and 1; see {@link BernoulliIntensity}. */
    public static BernoulliIntensity bernoulliIntensity(Expr probability) {
        return new BernoulliIntensity(Parameterisation.PROBABILITIES, probability);
    }

    /** Successes among trials. */
    public static Binomial binomial(Expr trials, Expr probability) {
        return new Binomial(trials, Parameterisation.PROBABILITIES, probability);
    }

    /** Successes among trials. */
    public static Binomial binomial(int trials, Expr probability) {
        return binomial(Constant.of(trials), probability);
    }

    /** Successes among trials. */
    public static Binomial binomial(int trials, double probability) {
        return binomial(Constant.of(trials), Constant.of(probability));
    }

    /** Successes among trials, with the log odds of a success. */
    public static Binomial binomialLogits(Expr trials, Expr logits) {
        return new Binomial(trials, Parameterisation.LOGITS, logits);
    }

    /** Successes among trials, with the log odds of a success. */
    public static Binomial binomialLogits(int trials, Expr logits) {
        return binomialLogits(Constant.of(trials), logits);
    }

    /** How often each category came up in a number of trials, with probabilities that sum to one. */
    public static Multinomial multinomial(Expr trials, Expr probabilities) {
        return new Multinomial(trials, Parameterisation.PROBABILITIES, probabilities);
    }

    /** How often each category came up in a number of trials, with probabilities that sum to one. */
    public static Multinomial multinomial(int trials, Expr probabilities) {
        return multinomial(Constant.of(trials), probabilities);
    }

    /** How often each category came up in a number of trials, with unnormalised log probabilities. */
    public static Multinomial multinomialLogits(Expr trials, Expr logits) {
        return new Multinomial(trials, Parameterisation.LOGITS, logits);
    }

    /** How often each category came up in a number of trials, by unnormalised log probabilities. */
    public static Multinomial multinomialLogits(int trials, Expr logits) {
        return multinomialLogits(Constant.of(trials), logits);
    }

    /** Number of events when {@code rate} are expected. */
    public static Poisson poisson(Expr rate) {
        return new Poisson(rate);
    }

    /** Number of events when {@code rate} are expected. */
    public static Poisson poisson(double rate) {
        return poisson(Constant.of(rate));
    }

    /** Failures before the first success. */
    public static Geometric geometric(Expr probability) {
        return new Geometric(probability);
    }

    /** Failures before the first success. */
    public static Geometric geometric(double probability) {
        return geometric(Constant.of(probability));
    }

    /** Counts with a mean μ and a concentration φ: variance μ + μ²/φ. */
    public static NegativeBinomial negativeBinomial(Expr mean, Expr concentration) {
        return new NegativeBinomial(mean, concentration);
    }

    /** Counts with a mean μ and a concentration φ: variance μ + μ²/φ. */
    public static NegativeBinomial negativeBinomial(double mean, double concentration) {
        return negativeBinomial(Constant.of(mean), Constant.of(concentration));
    }

    /** Negative binomial with a mean μ and a concentration φ: its variance is μ + μ²/φ. */
    public static NegativeBinomial negativeBinomial(Expr mean, double concentration) {
        return negativeBinomial(mean, Constant.of(concentration));
    }

    /** Negative binomial with a mean μ and a concentration φ: its variance is μ + μ²/φ. */
    public static NegativeBinomial negativeBinomial(double mean, Expr concentration) {
        return negativeBinomial(Constant.of(mean), concentration);
    }

    /** Failures before a number of successes, each trial a success with {@code probability}: the negative binomial by its other parameters. */
    public static NegativeBinomial failuresBefore(Expr successes, Expr probability) {
        return new NegativeBinomial(
                successes.times(Constant.of(1).minus(probability)).dividedBy(probability), successes);
    }

    /** Failures before a number of successes, each trial a success with {@code probability}. */
    public static NegativeBinomial failuresBefore(double successes, double probability) {
        return negativeBinomial(successes * (1 - probability) / probability, successes);
    }

    /** One of several distributions, chosen by weights that sum to one, summed out. */
    public static Mixture mixture(Expr weights, Distribution first, Distribution second, Distribution... more) {
        List<Distribution> components = new ArrayList<>(List.of(first, second));
        components.addAll(List.of(more));
        return mixture(weights, components);
    }

    /** One of several distributions, chosen by weights that sum to one, summed out. */
    public static Mixture mixture(Expr weights, List<? extends Distribution> components) {
        return new Mixture(Parameterisation.PROBABILITIES, weights, List.copyOf(components));
    }

    /** A mixture of one scalar family, summed out: its components lie along the outermost event axis of its arguments. */
    public static MixtureAlong mixture(Expr weights, Univariate component) {
        return new MixtureAlong(Parameterisation.PROBABILITIES, weights, component);
    }

    /** One of several distributions, chosen by unnormalised log weights, summed out. */
    public static Mixture mixtureLogits(Expr logits, List<? extends Distribution> components) {
        return new Mixture(Parameterisation.LOGITS, logits, List.copyOf(components));
    }

    /** A mixture of one scalar family by unnormalised log weights: its components lie along the outermost event axis of its arguments. */
    public static MixtureAlong mixtureLogits(Expr logits, Univariate component) {
        return new MixtureAlong(Parameterisation.LOGITS, logits, component);
    }

    /** A family restricted to an interval; an infinite end does not restrict. */
    public static Truncated truncated(Cumulative family, double lower, double upper) {
        return truncated(family, Constant.of(lower), Constant.of(upper));
    }

    /** A family restricted to an interval. */
    public static Truncated truncated(Cumulative family, Expr lower, Expr upper) {
        return new Truncated(lower, upper, family);
    }

    /** All probability at one value. */
    public static PointMass pointMass(Expr value) {
        return new PointMass(value);
    }

    /** All probability at one value. */
    public static PointMass pointMass(double value) {
        return pointMass(Constant.of(value));
    }

    /** Counts with additional zeros: 0 with probability {@code zeroProbability}, else a draw of {@code counts}. */
    public static ZeroInflated zeroInflated(Expr zeroProbability, Univariate counts) {
        return new ZeroInflated(zeroProbability, counts);
    }

    /** Counts with additional zeros: 0 with probability {@code zeroProbability}, else a draw of {@code counts}. */
    public static ZeroInflated zeroInflated(double zeroProbability, Univariate counts) {
        return zeroInflated(Constant.of(zeroProbability), counts);
    }

    /** Dirichlet over the elements of a plate, all with the same concentration. */
    public static Dirichlet dirichlet(Plate plate, double concentration) {
        return dirichlet(everywhere(Shape.of(plate), concentration));
    }

    /** Dirichlet over the elements of a plate, all with the same concentration. */
    public static Dirichlet dirichlet(Plate plate, Expr concentration) {
        return dirichlet(concentration.times(everywhere(Shape.of(plate), 1)));
    }

    /** Dirichlet over {@code size} categories, all with the same concentration. */
    public static Dirichlet dirichlet(int size, double concentration) {
        return dirichlet(everywhere(Shape.of(size), concentration));
    }

    /** Dirichlet with a concentration for each entry. */
    public static Dirichlet dirichlet(Expr concentration) {
        return new Dirichlet(concentration);
    }

    private static Constant everywhere(Shape shape, double value) {
        double[] values = new double[shape.size()];
        Arrays.fill(values, value);
        return new Constant(values, Set.of(), shape);
    }
}
