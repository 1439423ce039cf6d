package org.platen.dsl.kotlin

import org.platen.dsl.model.Model
import org.platen.dsl.render.Dot
import org.platen.dsl.render.PlateDiagram
import org.platen.dsl.render.Story

/** The generative story, one line a variable. */
public fun Model.story(): String = Story.of(this)

/** The model in plate notation, as a Graphviz graph. */
public fun Model.dot(): String = Dot.of(this)

/** The model drawn in plate notation. */
public fun Model.diagram(): PlateDiagram = PlateDiagram.of(this)
