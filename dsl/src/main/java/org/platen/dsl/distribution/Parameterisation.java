package org.platen.dsl.distribution;

import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/** What the argument of a discrete family holds. */
public enum Parameterisation {
    /** Probabilities. */
    PROBABILITIES,
    /** Log odds of a success, or unnormalised log probabilities of categories. */
    LOGITS;

    /** The name of an argument that holds a single probability or log odds. */
    String single() {
        return this == LOGITS ? "logits" : "probability";
    }

    /** The name of an argument that holds one entry for each category. */
    String several() {
        return this == LOGITS ? "logits" : "probabilities";
    }

    /** The name of an argument that holds the weights of a mixture. */
    String weights() {
        return this == LOGITS ? "logits" : "weights";
    }

    /** The probability of a success. */
    Expr probability(Expr success) {
        return this == LOGITS ? Expressions.sigmoid(success) : success;
    }

    /** The log probability of a success. */
    Expr logSuccess(Expr success) {
        return this == LOGITS ? Expressions.softplus(success.negated()).negated() : success.log();
    }

    /** The log probability of a failure. */
    Expr logFailure(Expr success) {
        return this == LOGITS
                ? Expressions.softplus(success).negated()
                : success.negated().log1p();
    }

    /** The log odds of a success. */
    Expr logOdds(Expr success) {
        return this == LOGITS ? success : logSuccess(success).minus(logFailure(success));
    }

    /** The probability of each category. */
    Expr probabilities(Expr vector) {
        return this == LOGITS ? Expressions.softmax(vector) : vector;
    }

    /** The log probability of each category. */
    Expr logProbabilities(Expr vector) {
        return this == LOGITS ? Expressions.logSoftmax(vector) : vector.log();
    }

    /** The log normaliser of the natural parameters of categories: zero for log probabilities. */
    Expr logTotal(Expr vector) {
        return this == LOGITS ? vector.logSumExp() : Expressions.constant(0.0);
    }
}
