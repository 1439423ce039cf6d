package org.platen.files

import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kotlinx.serialization.json.JsonObject
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.AmortizedRecord
import org.platen.inference.amortized.AmortizedSettings
import org.platen.inference.amortized.Backends
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.inference.em.EmRecord
import org.platen.inference.em.EmSettings
import org.platen.inference.fit.Fit
import org.platen.inference.fit.Making
import org.platen.inference.fit.Provenance
import org.platen.inference.mcmc.NutsFit
import org.platen.inference.mcmc.NutsRecord
import org.platen.inference.mcmc.NutsSettings
import org.platen.inference.vi.VariationalFit
import org.platen.inference.vi.ViRecord
import org.platen.inference.vi.ViSettings

/** Fits in files: with their model, what the engine found, and how they were made, but without the data. */
public object Fits {
    private val FILE = SavedFile("fit")
    private const val EPOCH = "SOURCE_DATE_EPOCH"

    /**
     * Writes a fit: as JSON where the name ends in `.json`, else as an archive of JSON and tensors. The file is replaced whole or not at all. The same fit made again gives
     * the same bytes, but for its times. It answers as the fit does, and is not to be trained on: see [saveWithOptimizer].
     *
     * @param time takes the place of the fit's own times where it is given, for files that can be compared; by default what the environment variable `SOURCE_DATE_EPOCH`
     *     says, in seconds since 1970, if anything
     * @throws ModelException when it is no fit of an engine of the library, or its model holds layers or bijections that are not the library's own
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    @JvmStatic
    @JvmOverloads
    public fun save(fit: Fit, file: Path, time: Instant? = buildTime()): Unit = write(fit, recordOf(fit), file, time)

    /**
     * Writes a fit as [save] does, with all that its engine needs to go on from it as if it had not stopped: `engine.resume(fit)`. Of training and of variational inference in
     * batches that is the state of the optimiser and how far it came, which takes two to four times the room; of variational inference with all data at once, where a limit of
     * time or a cancellation stopped it, how the starts stand. Of EM it is the estimates, which every file has.
     *
     * @param time as of [save]
     * @throws ModelException when there is nothing to go on from, with the reason; else as of [save]
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    @JvmStatic
    @JvmOverloads
    public fun saveWithOptimizer(fit: Fit, file: Path, time: Instant? = buildTime()): Unit = write(fit, resumable(fit), file, time)

    private fun buildTime(): Instant? = System.getenv(EPOCH)?.let { Instant.ofEpochSecond(it.toLong()) }

    private fun write(fit: Fit, record: Any, file: Path, time: Instant?) {
        val provenance = fit.provenance().let { if (time == null) it else it.at(Provenance.Time(time, Duration.ZERO, emptyList())) }
        FILE.write(file) { tensors ->
            val writing = Writing(tensors)
            mapOf(
                "provenance" to writing.record(provenance),
                "model" to ModelWriter(fit.model(), tensors).write(),
                "fit" to writing.record(record),
            )
        }
    }

    private fun recordOf(fit: Fit): Any = when (fit) {
        is EmFit -> fit.record()
        is VariationalFit -> fit.record()
        is NutsFit -> fit.record()
        is AmortizedFit -> fit.record()
        else -> throw ModelException("a ${fit.javaClass.simpleName} cannot be written to a file: save the fit that the engine returned")
    }

    private fun resumable(fit: Fit): Any = when (fit) {
        is VariationalFit -> fit.recordWithTraining()
        is AmortizedFit -> fit.recordWithTraining()
        is NutsFit -> throw ModelException(
            "a fit by Nuts has no optimiser whose state could be kept: save it without, and to draw on write checkpoints while it draws",
        )
        else -> recordOf(fit)
    }

    /**
     * The fit again: it gives the same answers. What needs the data that were fitted is an error, unless they are given.
     *
     * @param model to which the answers are to refer, where there is one already: of the same declaration as the one in the file, which is taken otherwise
     * @param data that were fitted, if they are still known
     * @throws ModelException when the file holds no fit, is damaged, or of a schema that is not read, or model or data are others; the message says where and why
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    @JvmStatic
    @JvmOverloads
    public fun load(file: Path, model: Model? = null, data: Data? = null): Fit = FILE.read(file) { content, reading ->
        reading.entries(content, setOf("provenance", "model", "fit"))
        val provenance = reading.at("provenance") {
            reading.record(reading.entry(content, "provenance"), Provenance::class.java) as Provenance
        }
        val own = reading.at("model") { ModelReader(reading.entry(content, "model"), reading).read() }
        if (model != null) {
            requireSame("model '${model.name()}'", "the one in the file", Making.fingerprint(model), Making.fingerprint(own))
        }
        val used = model ?: own
        val bound = data?.forModel(used)
        if (bound != null) {
            requireSame("these data", "those that were fitted", bound.fingerprint(), provenance.dataHash)
        }
        reading.at("fit") { fit(reading, content, used, bound, provenance) }
    }

    private fun fit(reading: Reading, content: JsonObject, model: Model, data: Data?, provenance: Provenance): Fit {
        fun <T> record(type: Class<T>): T = type.cast(reading.record(reading.entry(content, "fit"), type))
        return when (provenance.settings) {
            is EmSettings -> EmFit.of(model, data, record(EmRecord::class.java), provenance)
            is ViSettings -> variational(reading, model, data, record(ViRecord::class.java), provenance)
            is NutsSettings -> NutsFit.of(model, data, record(NutsRecord::class.java), provenance)
            is AmortizedSettings -> AmortizedFit.of(model, data, record(AmortizedRecord::class.java), provenance, Backends.best())
            else -> reading.fail("there are no fits of ${provenance.settings.engine()}")
        }
    }

    /** Its draws are made again. */
    private fun variational(reading: Reading, model: Model, data: Data?, record: ViRecord, provenance: Provenance): VariationalFit {
        val numbers = (record.gaussian?.mean?.size ?: 0).toLong() + record.factors.values.sumOf { it.parameters.size.toLong() }
        val draws = (provenance.settings as ViSettings).draws
        if (draws * numbers > Limits.DRAWN) {
            reading.fail("$draws draws of $numbers numbers are more than ${Limits.DRAWN} numbers")
        }
        return VariationalFit.of(model, data, record, provenance)
    }

    private fun requireSame(what: String, other: String, found: String, expected: String?) = ModelException.require(
        found == expected,
        "%s and %s differ: their hashes are %s and %s",
        what,
        other,
        found,
        expected ?: "not known",
    )
}

/** Writes this fit to a file; see [Fits.save]. */
public fun Fit.save(file: Path): Unit = Fits.save(this, file)

/** Writes this fit with all that is needed to go on from it; see [Fits.saveWithOptimizer]. */
public fun Fit.saveWithOptimizer(file: Path): Unit = Fits.saveWithOptimizer(this, file)
