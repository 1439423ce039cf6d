package org.platen.dsl

import io.kotest.assertions.throwables.shouldThrow
import org.platen.dsl.shape.ModelException

/** What the user is told when [declaration] fails, as it must. */
fun messageOf(declaration: () -> Unit): String = shouldThrow<ModelException>(declaration).message!!
