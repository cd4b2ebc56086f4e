/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.hook.Host;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of hosts on the command line. */
final class HostNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Host.values()).map(Host::id).iterator();
    }

    /** Reads such a name. */
    static final class Converter implements ITypeConverter<Host> {

        @Override
        public Host convert(String name) {
            return Arrays.stream(Host.values())
                    .filter(host -> host.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no host " + name + "; there are " + String.join(", ", new HostNames())));
        }
    }
}
