package org.platen.inference.posteriordb

import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipFile
import org.platen.dsl.model.Model
import org.platen.inference.data.Data

/** What 10,000 reference draws say of one number: an entry of a variable, row-major. */
class Reference(val parameter: String, val variable: String, val entry: Int, val mean: Double, val sd: Double)

/**
 * A posterior of the public collection posteriordb, declared here. The names of its variables are those of the Stan program, except where
 * [places] says which entry of which variable a parameter is.
 */
class ReferencePosterior internal constructor(
    val name: String,
    private val file: String,
    val model: Model,
    private val places: Map<String, Pair<String, Int>> = mapOf(),
    private val bind: (Map<String, Any>) -> Data,
) {
    val data: Data by lazy { bind(Json.parse(PosteriorDb.unzipped("data/$file.json.zip"))) }

    val references: List<Reference> by lazy {
        val summary = Json.parse(Files.readString(PosteriorDb.folder!!.resolve("reference_summary.json")))
        val rows = (summary.getValue(name) as Map<*, *>)["parameters"] as List<*>
        rows.map { it as List<*> }.map { (parameter, mean, sd) ->
            val (variable, entry) = places[parameter] ?: place(parameter as String)
            Reference(parameter as String, variable, entry, mean as Double, sd as Double)
        }
    }

    /** `beta[2]` is the second entry of beta. */
    private fun place(parameter: String) =
        parameter.substringBefore('[') to (parameter.substringAfter('[', "1").removeSuffix("]").toInt() - 1)
}

/** Posteriors with reference draws (https://github.com/stan-dev/posteriordb), in the folder `posteriordb` of the one that platen.data names. */
object PosteriorDb {

    internal val folder: Path? = System.getProperty("platen.data")?.let { Path.of(it, "posteriordb") }?.takeIf(Files::exists)

    val posteriors: List<ReferencePosterior> = regressions + others

    operator fun get(name: String): ReferencePosterior = posteriors.single { it.name == name }

    internal fun unzipped(path: String): String = ZipFile(folder!!.resolve(path).toFile()).use { zip ->
        zip.getInputStream(zip.entries().nextElement()).use { it.readBytes().decodeToString() }
    }
}
