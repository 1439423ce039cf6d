package org.platen.inference.amortized;

import java.util.Arrays;
import java.util.Map;
import org.platen.dsl.distribution.Moments;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Tensor;

/**
 * What an observed variable is expected to be.
 *
 * @param observed its name; it has a mean in closed form
 */
record Reconstruction(Questions questions, String observed) {

    /** Where latent variables are at the centre of their approximation, on average over classes that are not known. */
    Tensor of(Binding data) {
        return expected(questions.at(data, 1));
    }

    /** At some values of a latent variable, a row for each element of the plate that both live in. */
    Tensor at(String latent, double[][] values) {
        RandomVariable variable = (RandomVariable) questions.model().get(latent);
        double[][] byEntry = new double[variable.shape().size()][values.length];
        for (int row = 0; row < values.length; row++) {
            for (int entry = 0; entry < byEntry.length; entry++) {
                byEntry[entry][row] = values[row][entry];
            }
        }
        Plate plate = variable.axes().iterator().next().plate();
        Data sizes = plate.sizedByData() ? Data.size(plate, values.length) : Data.none();
        return expected(questions.at(Binding.forPrediction(questions.model(), sizes), 1, Map.of(variable, byEntry)));
    }

    /** Along the straight line between two values of a latent variable, both ends included. */
    Tensor along(String latent, double[] from, double[] to, int steps) {
        ModelException.require(steps >= 2, "a line has at least its two ends, found %d steps", steps);
        double[][] line = new double[steps][from.length];
        for (int i = 0; i < steps; i++) {
            double share = i / (steps - 1.0);
            Arrays.setAll(line[i], j -> (1 - share) * from[j] + share * to[j]);
        }
        return at(latent, line);
    }

    /** The mean squared difference between the known entries of each row and what they are expected to be. */
    double[] errors(Binding data) {
        double[] expected = of(data).values();
        double[][] entries = data.column(questions.model().get(observed)).values();
        double[] errors = new double[entries[0].length];
        for (int row = 0; row < errors.length; row++) {
            double sum = 0;
            int known = 0;
            for (int entry = 0; entry < entries.length; entry++) {
                double difference = entries[entry][row] - expected[row * entries.length + entry];
                if (!Double.isNaN(difference)) {
                    sum += difference * difference;
                    known++;
                }
            }
            errors[row] = sum / known;
        }
        return errors;
    }

    private Tensor expected(Questions.At at) {
        Variable variable = questions.model().get(observed);
        ModelException.require(
                variable instanceof RandomVariable random && random.distribution() instanceof Moments,
                "'%s' has no expectation in closed form",
                observed);
        Moments moments = (Moments) ((RandomVariable) variable).distribution();
        return questions.ask(
                at, variable, (joint, all) -> joint.broadcast(all.lowering().lower(moments.mean()), variable));
    }
}
