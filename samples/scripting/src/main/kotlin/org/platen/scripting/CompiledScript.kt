package org.platen.scripting

import java.lang.reflect.InvocationTargetException
import org.platen.dsl.model.Model

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
    /** What is left of a script that was run: the value of its last line, and the models that its properties hold. */
    internal class Outcome(val value: Any?, val models: List<Model>)

    /** Runs the script. Whatever it throws comes as it is. */
    internal fun run(script: PlatenScript): Outcome {
        val main = Classes(classes).loadClass(mainClass)
        val instance = try {
            main.getConstructor(PlatenScript::class.java).newInstance(script)
        } catch (e: InvocationTargetException) {
            throw e.targetException
        }
        val fields = main.declaredFields.onEach { it.isAccessible = true }
        val models = fields.filter { it.name != resultField && it.type == Model::class.java }.mapNotNull { it.get(instance) as Model? }
        return Outcome(fields.find { it.name == resultField }?.get(instance), models)
    }

    private class Classes(private val files: Map<String, ByteArray>) : ClassLoader(PlatenScript::class.java.classLoader) {
        override fun findClass(name: String): Class<*> {
            val bytes = files[name.replace('.', '/') + ".class"] ?: throw ClassNotFoundException(name)
            return defineClass(name, bytes, 0, bytes.size)
        }
    }
}
