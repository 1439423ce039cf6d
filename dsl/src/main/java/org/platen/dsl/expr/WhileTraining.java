package org.platen.dsl.expr;

import org.platen.dsl.shape.ModelException;

/** What a part of a network is while the network is trained by gradients on batches of rows; elsewhere it is the {@linkplain Application#value value} of its application. */
public sealed interface WhileTraining {

    /**
     * Entries of the only argument are 0 with probability {@code rate}, each by itself and anew in every step, and the others are divided by 1 − {@code rate}, so that
     * their expectation stays (Srivastava et al. 2014, section 4, scaled in training instead of afterwards as in their section 10). Elsewhere the argument is as it is.
     */
    record Dropped(double rate) implements WhileTraining {

        /** @throws ModelException unless the rate is a probability below 1 */
        public Dropped {
            ModelException.require(
                    rate >= 0 && rate < 1, "entries are dropped with a probability from 0 to below 1, found %s", rate);
        }
    }

    /**
     * The first argument less its mean over the batch, over √(variance + ε), times the second plus the third (Ioffe and Szegedy 2015, algorithm 1). Each entry along
     * the first event axis has moments of its own, over everything else. The fourth and fifth argument stand for running means and variances and follow: after a
     * step each is (1 − momentum) times itself plus momentum times the moment of the batch, variances with the number of values less one in the denominator. Elsewhere they
     * take the place of the moments.
     *
     * @param momentum how fast running moments follow
     * @param epsilon added to variances
     */
    record Standardised(double momentum, double epsilon) implements WhileTraining {

        /** @throws ModelException unless the momentum is a share, and ε not negative */
        public Standardised {
            ModelException.require(
                    momentum >= 0 && momentum <= 1,
                    "running moments follow with a momentum from 0 to 1, found %s",
                    momentum);
            ModelException.require(
                    epsilon >= 0, "variances are raised by a number that is not negative, found %s", epsilon);
        }
    }
}
