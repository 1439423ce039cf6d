package org.platen.inference.lower;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.RandomVariable;

/** The values of finite discrete variables: integers one by one, or one-hot vectors. */
public final class Domains {

    private Domains() {}

    /** Whether a variable has a list of values that can be summed over. A vector of integers has none: its entries are variables of their own. */
    public static boolean isFinite(RandomVariable variable) {
        Support support = variable.distribution().support();
        return support instanceof Support.OneHot
                || variable.shape().isScalar() && support instanceof Support.Integers integers && integers.isFinite();
    }

    /** How many values a finite discrete variable has. */
    public static int size(RandomVariable variable) {
        Support support = variable.distribution().support();
        if (support instanceof Support.OneHot oneHot) {
            return oneHot.dim().size();
        }
        Support.Integers integers = (Support.Integers) support;
        return integers.upper() - integers.lower() + 1;
    }

    /** The first of the values, 0 for one-hot vectors. */
    public static int first(RandomVariable variable) {
        return variable.distribution().support() instanceof Support.Integers integers ? integers.lower() : 0;
    }
}
