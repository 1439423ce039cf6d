/** KotlinDL on both sides of a model: its pipelines make data, and fits are its inference models. May use everything in the inference core. */
@NullMarked
package org.platen.kotlindl;

import org.jspecify.annotations.NullMarked;
