package org.platen.files

import java.lang.reflect.InvocationTargetException
import java.lang.reflect.RecordComponent

/**
 * A kind of record that files may hold.
 *
 * @param name what files call it, whatever becomes of the class
 * @param type the record
 * @param derived components that follow from the others, and are not written
 * @param unbounded components that may hold NaN and infinities
 * @param maker instead of the constructor
 */
internal class Kind(
    val name: String,
    val type: Class<*>,
    derived: Set<String> = emptySet(),
    val unbounded: Set<String> = emptySet(),
    private val maker: ((List<Any?>) -> Any)? = null,
) {
    val components: List<RecordComponent> = type.recordComponents.filter { it.name !in derived }

    private val constructor = type.getDeclaredConstructor(*type.recordComponents.map { it.type }.toTypedArray())

    fun valuesOf(record: Any): List<Any?> = components.map { it.accessor.invoke(record) }

    /** Through the constructor, which checks what it is given. */
    fun make(values: List<Any?>): Any {
        if (maker != null) {
            return maker(values)
        }
        try {
            return constructor.newInstance(*values.toTypedArray())
        } catch (e: InvocationTargetException) {
            throw e.targetException
        }
    }
}
