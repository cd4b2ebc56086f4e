/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.core.approval.ApprovalDesk;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Governs what agents and Model Context Protocol servers say to each other, in every revision from 2024-11-05 to 2026-07-28.
 *
 * <p>Immutable and safe for use by any number of threads; build it once and share it. Each agent gets a
 * {@link McpConversation}, and in it each server a {@link McpSession}, through which its messages go.
 */
public final class McpGovernance {

    final Guard guard;
    final Guard preview;
    final SecretDetector detector;
    final McpSettings settings;
    final @Nullable ToolLock lock;
    final AuditSink audit;
    final @Nullable ApprovalDesk approvals;
    final @Nullable Function<ApprovalRequest, URI> approvalPage;
    final Consumer<String> notices;
    final Clock clock;
    final RandomGenerator random;
    final ApprovalTokens tokens;
    final ResultFilter filter;

    private McpGovernance(Builder builder) {
        this.guard = builder.guard;
        this.preview = builder.preview == null ? builder.guard : builder.preview;
        this.detector = builder.detector;
        this.settings = builder.settings;
        this.lock = builder.lock;
        this.audit = builder.audit;
        this.approvals = builder.approvals;
        this.approvalPage = builder.approvalPage;
        this.notices = builder.notices;
        this.clock = builder.clock;
        this.random = builder.random;
        byte[] key = builder.key;
        if (key == null) {
            key = new byte[ApprovalTokens.KEY_BYTES];
            builder.random.nextBytes(key);
        }
        this.tokens = new ApprovalTokens(key, builder.random);
        this.filter =
                new ResultFilter(builder.detector, builder.settings.limits().resultChars());
    }

    /**
     * Returns a builder.
     *
     * @param guard what decides; give it {@link McpSettings#effectsOf} too, so that it knows the owner's word on tools
     * @param detector what finds secrets in results
     */
    public static Builder builder(Guard guard, SecretDetector detector) {
        return new Builder(guard, detector);
    }

    /** Returns how long a message of a client may be, in characters; whoever carries messages reads no more of one. */
    public int requestChars() {
        return settings.limits().requestChars();
    }

    /** Begins the conversation of an agent with its servers. */
    public McpConversation conversation(ActionContext context) {
        return new McpConversation(this, context);
    }

    /** Collects the parts. Not for use by several threads. */
    public static final class Builder {

        private final Guard guard;
        private final SecretDetector detector;
        private @Nullable Guard preview;
        private McpSettings settings = McpSettings.defaults();
        private @Nullable ToolLock lock;
        private AuditSink audit = AuditSink.NONE;
        private @Nullable ApprovalDesk approvals;
        private @Nullable Function<ApprovalRequest, URI> approvalPage;
        private Consumer<String> notices = notice -> {};
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private byte @Nullable [] key;

        private Builder(Guard guard, SecretDetector detector) {
            this.guard = Objects.requireNonNull(guard, "guard");
            this.detector = Objects.requireNonNull(detector, "detector");
        }

        /**
         * Sets what decides which tools are shown: the same guard without an audit, so that a list leaves no record for each
         * tool. Default: the guard itself.
         */
        public Builder preview(Guard preview) {
            this.preview = Objects.requireNonNull(preview, "preview");
            return this;
        }

        /** Sets the owner's word on servers and tools. */
        public Builder settings(McpSettings settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /** Sets the definitions that were reviewed; tools that differ from them are hidden and refused. */
        public Builder lock(ToolLock lock) {
            this.lock = Objects.requireNonNull(lock, "lock");
            return this;
        }

        /** Sets where the decisions are put on record that are made here on top of the guard's. */
        public Builder audit(AuditSink audit) {
            this.audit = Objects.requireNonNull(audit, "audit");
            return this;
        }

        /** Sets where people approve what cannot be asked through the client. */
        public Builder approvals(ApprovalDesk approvals) {
            this.approvals = Objects.requireNonNull(approvals, "approvals");
            return this;
        }

        /**
         * Sets on which page people answer a request of the desk. A client that can show addresses is sent there when a call waits
         * for people; the address holds no secret, and to open it approves nothing: the page has to establish who answers.
         *
         * @param page returns an absolute address for a request
         */
        public Builder approvalPage(Function<ApprovalRequest, URI> page) {
            this.approvalPage = Objects.requireNonNull(page, "page");
            return this;
        }

        /** Sets who is told what somebody has to be told; the texts hold no secret. */
        public Builder notices(Consumer<String> notices) {
            this.notices = Objects.requireNonNull(notices, "notices");
            return this;
        }

        /** Sets the clock for expiry and rates. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets the randomness for keys and nonces; outside of tests it has to be a secure one, as the default is. */
        public Builder random(RandomGenerator random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /**
         * Sets the key for approvals that travel through the client. Processes that share it accept each other's, each of them
         * once. Default: a random one.
         *
         * @throws IllegalArgumentException if it has fewer than 32 bytes
         */
        public Builder approvalKey(byte[] key) {
            if (key.length < ApprovalTokens.KEY_BYTES) {
                throw new IllegalArgumentException("a key has at least " + ApprovalTokens.KEY_BYTES + " bytes");
            }
            this.key = key.clone();
            return this;
        }

        /** Returns the governance. */
        public McpGovernance build() {
            return new McpGovernance(this);
        }
    }
}
