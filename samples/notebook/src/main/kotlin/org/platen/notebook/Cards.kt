package org.platen.notebook

import java.util.Base64
import org.platen.dsl.kotlin.diagram
import org.platen.dsl.kotlin.story
import org.platen.dsl.model.Model
import org.platen.inference.fit.Fit
import org.platen.plots.ImageGrid
import org.platen.plots.plotTrace

/** Answers as HTML without scripts, so that a stored notebook shows them too. */
internal object Cards {
    fun of(model: Model): String = table(model.story()) + model.diagram().svg()

    /** The summary, and how the objective went where it was kept. */
    fun of(fit: Fit): String = table(fit.summary()) + if (fit.trace().size > 1) fit.plotTrace().svg() else ""

    fun of(grid: ImageGrid): String = """<img src="data:image/png;base64,${Base64.getEncoder().encodeToString(grid.png())}"/>"""

    fun table(text: String): String = "<pre>${text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}</pre>"
}
