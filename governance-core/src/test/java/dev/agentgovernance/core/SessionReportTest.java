/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.core.policy.Policy;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class SessionReportTest {

    private static List<AuditRecord> decided(String... commands) {
        List<AuditRecord> records = new ArrayList<>();
        Governance guard =
                Governance.builder(Policy.baseline()).audit(records::add).build();
        for (String command : commands) {
            guard.decide(
                    Action.shell(command),
                    ActionContext.builder("agent-7")
                            .session("s1")
                            .repository("acme/shop")
                            .build());
        }
        return records;
    }

    @Test
    void itTellsWhatWasDoneAskedAndRefused() {
        String page = SessionReport.html(
                "Session s1", decided("git status", "git push --force origin feature", "git push --force origin main"));

        assertThat(page)
                .contains(
                        "<strong>1</strong> allowed",
                        "<strong>1</strong> asked of a human",
                        "<strong>1</strong> refused")
                .contains("git push --force origin main", "vcs.push.force.governed", "acme/shop");
    }

    /** What a browser would take for markup, and what a reader would not see. */
    @Test
    void textsOfAgentsStayTexts() {
        String page = SessionReport.html(
                "<b>title</b>",
                decided("echo '<script>alert(1)</script>' \"&quot;\" \u202e x \u200b # --><svg onload=x>"));

        assertThat(page).doesNotContain("<script", "<b>", "<svg onload", "\u202e", "\u200b");
        assertThat(page).contains("&lt;script&gt;", "\u27e8U+202E\u27e9", "\u27e8U+200B\u27e9");
    }

    @Test
    void itLoadsNothingAndIsWellFormed() throws Exception {
        String page = SessionReport.html("Session", decided("git status", "rm -rf /", "kubectl delete namespace prod"));

        assertThat(page).doesNotContain("http://", "https://", "@import", "url(", "<link");
        // All but the two tags without an end is XML as well.
        String body = page.substring(page.indexOf("<main>"), page.indexOf("</main>") + "</main>".length());
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(body)))
                        .getElementsByTagName("article")
                        .getLength())
                .isEqualTo(2);
    }

    @Test
    void nothingOnRecordIsSaid() {
        assertThat(SessionReport.html("Session", List.of())).contains("No decision is on record");
    }
}
