package org.platen.scripting

import java.lang.reflect.InvocationTargetException

/**
 * A script as classes.
 *
 * @property mainClass made with a [PlatenScript]; its constructor is the script
 * @property resultField of the main class, with the value of the last line; null when that has none
 * @property classes class files by path
 */
public class CompiledScript(
    public val mainClass: String,
    public val resultField: String?,
    public val classes: Map<String, ByteArray>,
) {
    /** Runs the script, and gives the value of its last line. Whatever it throws comes as it is. */
    internal fun run(script: PlatenScript): Any? {
        val main = Classes(classes).loadClass(mainClass)
        val instance = try {
            main.getConstructor(PlatenScript::class.java).newInstance(script)
        } catch (e: InvocationTargetException) {
            throw e.targetException
        }
        return resultField?.let { name -> main.getDeclaredField(name).also { it.isAccessible = true }.get(instance) }
    }

    private class Classes(private val files: Map<String, ByteArray>) : ClassLoader(PlatenScript::class.java.classLoader) {
        override fun findClass(name: String): Class<*> {
            val bytes = files[name.replace('.', '/') + ".class"] ?: throw ClassNotFoundException(name)
            return defineClass(name, bytes, 0, bytes.size)
        }
    }
}
