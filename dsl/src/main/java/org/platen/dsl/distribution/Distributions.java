package org.platen.dsl.distribution;

import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** The distribution families under their names, for static import. */
public final class Distributions {

    private Distributions() {}

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

    /** Multivariate Normal with a covariance matrix. */
    public static MultivariateNormal multivariateNormal(Expr mean, Expr covariance) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.COVARIANCE, covariance);
    }

    /** Multivariate Normal with independent entries: a vector of variances. */
    public static MultivariateNormal multivariateNormalDiagonal(Expr mean, Expr variances) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.DIAGONAL, variances);
    }

    /** Categorical with probabilities that sum to one. */
    public static Categorical categorical(Expr probabilities) {
        return new Categorical(Parameterisation.PROBABILITIES, probabilities);
    }

    /** Categorical with unnormalised log probabilities. */
    public static Categorical categoricalLogits(Expr logits) {
        return new Categorical(Parameterisation.LOGITS, logits);
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

    /** Failures before a number of successes, each trial a success with {@code probability}: the negative binomial by its other parameters. */
    public static NegativeBinomial failuresBefore(Expr successes, Expr probability) {
        return new NegativeBinomial(
                successes.times(Constant.of(1).minus(probability)).dividedBy(probability), successes);
    }

    /** Failures before a number of successes, each trial a success with {@code probability}. */
    public static NegativeBinomial failuresBefore(double successes, double probability) {
        return negativeBinomial(successes * (1 - probability) / probability, successes);
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
        double[] values = new double[plate.size()];
        java.util.Arrays.fill(values, concentration);
        return new Dirichlet(new Constant(values, java.util.Set.of(), Shape.of(plate)));
    }

    /** Dirichlet with a concentration for each entry. */
    public static Dirichlet dirichlet(Expr concentration) {
        return new Dirichlet(concentration);
    }
}
