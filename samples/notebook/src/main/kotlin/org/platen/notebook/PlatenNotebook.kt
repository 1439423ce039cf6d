package org.platen.notebook

import org.jetbrains.kotlinx.jupyter.api.HTML
import org.jetbrains.kotlinx.jupyter.api.libraries.JupyterIntegration
import org.platen.dsl.model.Model
import org.platen.dsl.network.Network
import org.platen.inference.choice.Comparison
import org.platen.inference.dataset.Images
import org.platen.inference.fit.Fit
import org.platen.plots.ImageGrid
import org.platen.plots.Picture
import org.platen.scripting.Imports

/** What a Kotlin notebook learns when this library is on its class path: imports, and how models, fits, pictures and images are shown. */
public class PlatenNotebook : JupyterIntegration() {
    override fun Builder.onLoaded() {
        import(*Imports.ALL.toTypedArray())
        render<Model> { HTML(Cards.of(it)) }
        render<Network> { HTML(Cards.table(it.summary())) }
        render<Fit> { HTML(Cards.of(it)) }
        render<Comparison> { HTML(Cards.table(it.table())) }
        render<Picture> { HTML(it.svg()) }
        render<ImageGrid> { HTML(Cards.of(it)) }
        render<Images> { HTML(Cards.of(ImageGrid.of(if (it.count() > MOST_IMAGES) it.range(0, MOST_IMAGES) else it))) }
    }

    private companion object {
        const val MOST_IMAGES = 100
    }
}
