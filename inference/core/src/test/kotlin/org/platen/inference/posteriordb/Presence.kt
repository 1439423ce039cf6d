package org.platen.inference.posteriordb

import io.kotest.core.test.Enabled

/** For `config(enabledOrReasonIf = …)`. */
val PosteriorDb.present: (Any) -> Enabled
    get() = {
        if (folder != null) Enabled.enabled else Enabled.disabled("needs posteriordb in the folder named by platen.data")
    }
