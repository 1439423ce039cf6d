package org.platen.files

import org.platen.dsl.distribution.Support
import org.platen.dsl.model.Space
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape

/** Spaces of parameters, whose factories in the language cannot put a constraint and a shape together that do not belong so. */
internal object Spaces {
    fun checked(support: Support, shape: Shape): Space {
        val sizes = sizesOf(support)
        ModelException.require(!support.isDiscrete, "a parameter lies in %s, which is discrete", support)
        ModelException.require(
            sizes == null || sizes.toIntArray().contentEquals(shape.sizes()),
            "a parameter in %s has sizes %s, found event shape %s",
            support,
            sizes.toString(),
            shape,
        )
        return Space(support, shape)
    }

    /** Null where entries are constrained one by one, and so may have any shape. */
    fun sizesOf(support: Support): List<Int>? = when (support) {
        is Support.Simplex -> listOf(support.dim.size)
        is Support.Ordered -> listOf(support.size)
        is Support.PositiveDefinite -> listOf(support.size, support.size)
        is Support.CholeskyFactor -> listOf(support.size, support.size)
        is Support.CorrelationCholesky -> listOf(support.size, support.size)
        else -> null
    }
}
