package org.platen.inference.vi;

import java.util.List;

/** A way to find approximate posteriors of one model and its data. */
interface Approach {

    /**
     * What each start found, in their order; fewer when the fit was halted.
     *
     * @throws org.platen.dsl.shape.ModelException when no start found anything
     */
    List<Solution> solutions(int starts);

    /** The evidence lower bound of a solution. */
    Elbo elbo(Solution solution);
}
