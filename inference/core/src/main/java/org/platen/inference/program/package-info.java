/**
 * The lowered form of a model: a flat list of tensor operations with static shapes, and what an operation must say of itself. Uses nothing else of
 * this module.
 */
@NullMarked
package org.platen.inference.program;

import org.jspecify.annotations.NullMarked;
