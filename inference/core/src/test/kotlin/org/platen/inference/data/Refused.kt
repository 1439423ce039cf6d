package org.platen.inference.data

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.shape.ModelException

/** Something fails, and the message has these parts: the variable, the place, what was found, what was expected, the fix. */
fun refused(vararg parts: String, action: () -> Any?) {
    val message = shouldThrow<ModelException> { action() }.message!!
    for (part in parts) {
        withClue(message) { message shouldContain part }
    }
}
