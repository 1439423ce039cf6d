/**
 * What computes a program: the contract between engines and backends. Uses {@code program}.
 */
@NullMarked
package org.platen.inference.backend;

import org.jspecify.annotations.NullMarked;
