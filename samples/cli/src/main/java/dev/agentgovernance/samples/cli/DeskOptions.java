/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.store.JdbcStores;
import dev.agentgovernance.core.trust.TrustLedger;
import dev.agentgovernance.samples.cli.desk.DeskAnswers;
import dev.agentgovernance.samples.cli.desk.DeskPeople;
import dev.agentgovernance.samples.cli.desk.WebDesk;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the web desk beside the hook server. */
final class DeskOptions {

    private static final int SECONDS_TO_ASK = 20;

    @Option(names = "--desk", description = "Serve the web desk, too: people see requests and answer in a browser.")
    private boolean wanted;

    @Option(
            names = "--desk-port",
            paramLabel = "N",
            description = "The port of the desk, 0 for any that is free. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8788")
    private int port;

    @Option(
            names = "--desk-people",
            paramLabel = "FILE",
            description = "Who may sign in with a token, as JSON. Default: the user of this system alone, by a link.")
    private @Nullable Path people;

    @Option(
            names = "--desk-bind",
            paramLabel = "ADDRESS",
            description = "The address on which the desk listens. Default: 127.0.0.1.")
    private @Nullable InetAddress bind;

    @Option(
            names = "--desk-url",
            paramLabel = "URL",
            description = "The address at which browsers see the desk, where a server with TLS stands in front of it.")
    private @Nullable URI url;

    /**
     * A desk that runs, or none.
     *
     * @param desk the desk
     * @param lines what there is to say about it
     */
    record Running(@Nullable WebDesk desk, List<String> lines) implements AutoCloseable {
        @Override
        public void close() {
            if (desk != null) {
                desk.close();
            }
        }
    }

    /** Tells the guard what the desk needs. */
    void prepare(GuardOptions guard) {
        if (wanted) {
            guard.requireApprovals();
        }
        if (people != null) {
            guard.protect(people);
        }
    }

    /** Starts the desk, if there is to be one. */
    Running start(GuardOptions guard, StateFolder folder, Terminal terminal, HumanCheck human) throws IOException {
        if (!wanted) {
            return new Running(null, List.of());
        }
        if (people == null) {
            // Whoever reads the link is the user of this system.
            human.require(terminal.environment());
        }
        boundConnections();
        StoreOptions options = guard.stores(folder);
        JdbcStores stores = options.open(terminal);
        ApprovalRules rules = options.rules();
        DeskAnswers answers = new DeskAnswers(
                ApprovalDesk.builder(stores.approvalStore(), rules).build(),
                TrustLedger.builder(stores.trustStore())
                        .base(guard.policy().trust())
                        .build());
        InetAddress address = bind == null ? InetAddress.getByAddress(new byte[] {127, 0, 0, 1}) : bind;
        if (people == null && !address.isLoopbackAddress()) {
            throw new InputException("A desk that others can reach takes --desk-people.");
        }
        WebDesk desk;
        try {
            desk = WebDesk.start(new WebDesk.Settings(
                    answers,
                    rules,
                    folder.journal(),
                    folder.haltSwitch(),
                    people(),
                    address,
                    port,
                    url,
                    Clock.systemUTC()));
        } catch (BindException e) {
            throw new InputException("Port " + port + " is in use. Choose another with --desk-port.");
        }
        return new Running(desk, lines(desk));
    }

    private List<String> lines(WebDesk desk) {
        List<String> lines = new ArrayList<>(List.of("Desk: " + desk.url()));
        if (people == null) {
            lines.add("Sign in once, within ten minutes: "
                    + desk.link(StoreOptions.person(), EnumSet.allOf(DeskPeople.May.class)));
        }
        if (bind != null && !bind.isLoopbackAddress() && url == null) {
            lines.add(
                    "The desk speaks plain HTTP: whoever sees the traffic can answer. Put a server with TLS in front of it.");
        }
        return lines;
    }

    private DeskPeople people() throws IOException {
        if (people == null) {
            return DeskPeople.nobody();
        }
        try {
            return DeskPeople.parse(Files.readString(people));
        } catch (IllegalArgumentException e) {
            throw new InputException(people + ": " + e.getMessage());
        }
    }

    /** The server of the JDK takes these as properties alone: who connects and asks nothing is let go. */
    private static void boundConnections() {
        setUnlessSet("sun.net.httpserver.maxReqTime", SECONDS_TO_ASK);
        setUnlessSet("sun.net.httpserver.maxReqHeaders", 64);
        setUnlessSet("jdk.httpserver.maxConnections", 256);
    }

    private static void setUnlessSet(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
