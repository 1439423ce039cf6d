package org.platen.cli;

import org.platen.scripting.BundledCompiler;
import org.platen.scripting.ScriptCache;
import org.platen.scripting.ScriptHost;

/** How the command runs scripts. */
final class Scripts {

    private Scripts() {}

    static ScriptHost host() {
        return new ScriptHost(ScriptCache.ofUser(), BundledCompiler::find);
    }

    static boolean isScript(String name) {
        return name.endsWith(ScriptHost.SUFFIX);
    }
}
