/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Map;
import java.util.Objects;

/**
 * A change to infrastructure that a planner has worked out and that would now be carried out.
 *
 * @param format who made the plan
 * @param plan the plan as a JSON tree, such as {@code terraform show -json} prints; copied
 */
public record PlanAction(Format format, Map<String, ?> plan) implements Action {

    /** The planners whose plans can be read. */
    public enum Format {
        /** Terraform and OpenTofu, the output of {@code show -json}. */
        TERRAFORM,
        /** An AWS CloudFormation change set, the output of {@code describe-change-set}. */
        CLOUDFORMATION,
        /** Not known: to be judged strictly. */
        UNKNOWN
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the plan is no JSON tree or nests deeper than {@value JsonTree#MAX_DEPTH}
     */
    public PlanAction {
        Objects.requireNonNull(format, "format");
        plan = JsonTree.copy(plan);
    }

    @Override
    public String kind() {
        return "plan";
    }

    @Override
    public String toString() {
        return "PlanAction[" + format + "]";
    }
}
