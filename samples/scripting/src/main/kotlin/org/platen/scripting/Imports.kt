package org.platen.scripting

/** What scripts, and cells of notebooks, have without a line of their own. */
public object Imports {
    /** Packages with an asterisk, and single names. */
    public val ALL: List<String> = listOf(
        "java.nio.file.Path",
        "kotlin.math.*",
        "kotlin.time.Duration.Companion.hours",
        "kotlin.time.Duration.Companion.minutes",
        "kotlin.time.Duration.Companion.seconds",
        "org.platen.columnar.*",
        "org.platen.dsl.kotlin.*",
        "org.platen.dsl.model.*",
        "org.platen.dsl.shape.ModelException",
        "org.platen.files.*",
        "org.platen.inference.choice.Criterion",
        "org.platen.inference.criticism.*",
        "org.platen.inference.data.Data",
        "org.platen.inference.data.Table",
        "org.platen.inference.dataset.*",
        "org.platen.inference.kotlin.*",
        "org.platen.inference.train.Schedule",
        "org.platen.plots.*",
    )
}
