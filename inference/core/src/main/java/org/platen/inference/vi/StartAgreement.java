package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.fit.TextTable;
import org.platen.inference.posterior.Draws;
import org.platen.inference.posterior.JointPosterior;
import org.platen.inference.posterior.LabelAlignment;

/** Whether approximations of nearly the same bound are the same, but for the labels of components, which may change places. */
final class StartAgreement {

    /** Means that are further apart than this many of the larger standard deviation are those of different solutions. */
    private static final double APART = 3;

    private StartAgreement() {}

    /**
     * Where two approximations differ most, in words; nothing when none does.
     *
     * @param approximations of one model and the same data, the one to compare with first
     */
    static Optional<String> difference(List<JointPosterior> approximations) {
        List<JointPosterior> aligned = new ArrayList<>(LabelAlignment.ofFits(approximations));
        Draws first = aligned.remove(0).draws();
        double furthest = APART;
        String words = null;
        for (Draws.Column column : first.columns()) {
            if (!(column.variable() instanceof RandomVariable)) {
                continue;
            }
            double[] here = moments(first.of(column.variable(), column.entry()));
            for (JointPosterior other : aligned) {
                double[] there = moments(other.draws().of(column.variable(), column.entry()));
                double apart = Math.abs(here[0] - there[0]) / Math.max(here[1], there[1]);
                if (apart > furthest) {
                    furthest = apart;
                    words = column.name() + " is " + words(here) + " in one and " + words(there) + " in another";
                }
            }
        }
        return Optional.ofNullable(words);
    }

    private static String words(double[] moments) {
        return TextTable.number(moments[0]) + " ± " + TextTable.number(moments[1]);
    }

    private static double[] moments(double[] draws) {
        double mean = 0;
        for (double draw : draws) {
            mean += draw / draws.length;
        }
        double squares = 0;
        for (double draw : draws) {
            squares += (draw - mean) * (draw - mean);
        }
        return new double[] {mean, Math.sqrt(squares / draws.length)};
    }
}
