/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.deploy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.EffectKind;
import java.util.Objects;

/**
 * What a pipeline does in answer to an event, with the place that says so.
 *
 * @param kind what it does: {@link EffectKind#DEPLOY}, {@link EffectKind#PACKAGE_PUBLISH}, {@link EffectKind#INFRA_CHANGE}, …
 * @param target the environment, site or registry by name; empty where it has none that is known
 * @param environment what the target is
 * @param file the file that says so, or another source by name
 * @param line the line in it, from 1; 0 where there is none
 * @param job the job, step or service by name; may be empty
 * @param gate whether a human stands between the event and the deployment
 * @param certain whether the pipeline surely does this; otherwise it may
 */
public record Deployment(
        EffectKind kind,
        String target,
        Environment environment,
        String file,
        int line,
        String job,
        Gate gate,
        boolean certain) {

    /** Whether a human stands between an event and a deployment. */
    public enum Gate {
        /** Nobody that is known of: it goes through by itself. */
        NONE,
        /** The pipeline stops until a human goes on with it. */
        HUMAN
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there is no file, or the line is negative
     */
    public Deployment {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(gate, "gate");
        if (file.isEmpty() || line < 0) {
            throw new IllegalArgumentException("a deployment has a source");
        }
    }

    /**
     * Returns where this is known from, as a clause: {@code through .github/workflows/release.yml:14, job deploy, no gate}. What
     * the source says of itself in parentheses stands behind the line: {@code release.yml:14 (origin/main)}.
     */
    public String evidence() {
        int note = line > 0 && file.endsWith(")") ? file.lastIndexOf(" (") : -1;
        String where = note <= 0 ? file : file.substring(0, note);
        return "through " + where + (line > 0 ? ":" + line : "") + file.substring(where.length())
                + (job.isEmpty() ? "" : ", job " + job)
                + (gate == Gate.HUMAN ? ", once a human lets it go on" : ", no gate")
                + (certain ? "" : ", as far as can be told");
    }
}
