/** The zoo: one small file a model. Models use the language only; their tests use the engines. */
@NullMarked
package org.platen.models;

import org.jspecify.annotations.NullMarked;
