package org.platen.plots

import org.jetbrains.letsPlot.themes.elementText
import org.jetbrains.letsPlot.themes.margin
import org.jetbrains.letsPlot.themes.theme

/** The looks of all pictures: large words, quiet captions. */
internal fun style() = theme(
    plotTitle = elementText(size = 20, face = "bold"),
    axisTitle = elementText(size = 16),
    axisText = elementText(size = 14),
    legendTitle = elementText(size = 16),
    legendText = elementText(size = 14),
    plotCaption = elementText(size = 12, color = "#606060"),
    plotMargin = margin(12, 16, 12, 12),
)
