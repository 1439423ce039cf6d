package org.platen.files

import java.nio.file.Path
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedSettings
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.em.EmSettings
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine
import org.platen.inference.fit.EngineSettings
import org.platen.inference.mcmc.Nuts
import org.platen.inference.mcmc.NutsSettings
import org.platen.inference.vi.MeanFieldVi
import org.platen.inference.vi.ViSettings

/** Engines and their options in files: all that numbers depend on, and not threads, listeners, checkpoints and backends. */
public object Engines {
    private val FILE = SavedFile("engine")

    /**
     * Writes an engine; see [Models.save] about files.
     *
     * @throws ModelException when it is no engine of the library
     */
    @JvmStatic
    public fun save(engine: Engine, file: Path) {
        val settings = settingsOf(engine)
        FILE.write(file) { tensors -> mapOf("engine" to Writing(tensors).record(settings)) }
    }

    internal fun settingsOf(engine: Engine): EngineSettings = when (engine) {
        is ExactEm -> engine.settings()
        is MeanFieldVi -> engine.settings()
        is Nuts -> engine.settings()
        is AmortizedVi -> engine.settings()
        else -> throw ModelException("a ${engine.javaClass.simpleName} cannot be written to a file: it is no engine of the library")
    }

    /** The engine again; see [Models.load] about errors. */
    @JvmStatic
    public fun load(file: Path): Engine = FILE.read(file) { content, reading ->
        reading.entries(content, setOf("engine"))
        of(reading.at("engine") { reading.record(reading.entry(content, "engine"), EngineSettings::class.java) as EngineSettings })
    }

    /** The engine of some settings, those of a fit's provenance for example. */
    @JvmStatic
    public fun of(settings: EngineSettings): Engine = when (settings) {
        is EmSettings -> ExactEm.of(settings)
        is ViSettings -> MeanFieldVi.of(settings)
        is NutsSettings -> Nuts.of(settings)
        is AmortizedSettings -> AmortizedVi.of(settings)
        else -> throw ModelException("there is no engine '${settings.engine()}'")
    }
}

/** Writes this engine to a file; see [Engines.save]. */
public fun Engine.save(file: Path): Unit = Engines.save(this, file)
