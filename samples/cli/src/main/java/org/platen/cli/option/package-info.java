/** Options that commands share. May use the engines. */
@NullMarked
package org.platen.cli.option;

import org.jspecify.annotations.NullMarked;
