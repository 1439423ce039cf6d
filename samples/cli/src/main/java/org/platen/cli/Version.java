package org.platen.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Which version this is, of what and on what. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String own =
                Objects.requireNonNullElse(PlatenCommand.class.getPackage().getImplementationVersion(), "unreleased");
        return new String[] {"platen " + own, "Java " + Runtime.version()};
    }
}
