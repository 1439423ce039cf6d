package org.platen.scripting

import java.nio.file.Path

/** The folder in which this user's programs keep what can be made again. */
public object UserCache {
    /** Names another folder. */
    public const val VARIABLE: String = "PLATEN_CACHE"

    /** Platen's folder in it, which need not be there yet. */
    public fun folder(): Path = folder(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")))

    internal fun folder(environment: Map<String, String>, system: String, home: Path): Path {
        fun named(variable: String): Path? = environment[variable]?.ifEmpty { null }?.let(Path::of)
        val own = named(VARIABLE)
        return when {
            own != null -> own
            system.startsWith("Windows") -> (named("LOCALAPPDATA") ?: home.resolve("AppData/Local")).resolve("platen/cache")
            system.startsWith("Mac") -> home.resolve("Library/Caches/platen")
            else -> (named("XDG_CACHE_HOME") ?: home.resolve(".cache")).resolve("platen")
        }
    }
}
