/**
 * Neural functions: layers, the networks made of them, and how their weights start. A network applied to an expression is an expression. Uses {@code expr} and
 * {@code shape}.
 */
@NullMarked
package org.platen.dsl.network;

import org.jspecify.annotations.NullMarked;
