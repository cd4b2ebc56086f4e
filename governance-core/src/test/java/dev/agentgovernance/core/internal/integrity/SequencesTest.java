/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequencesTest {

    @ParameterizedTest
    @CsvSource({
        "db/migration/V12__cost.sql, db/migration, 12",
        "db/migration/V1_2__cost.sql, db/migration, 1.2",
        "db/migration/V1.10__cost.sql, db/migration, 1.10",
        "shop/migrations/0007_cost.py, shop/migrations, 7",
        "db/migrate/20261101120000_cost.rb, db/migrate, 20261101120000",
        "migrations/003-cost.js, migrations, 3",
        "migrations/R__views.sql, migrations, ",
        "migrations/__init__.py, migrations, ",
        "src/7_x.py, , 7",
        "12, , "
    })
    void knowsTheNumberOfAMigration(String path, String folder, String number) {
        assertThat(Sequences.folder(path).orElse(null)).isEqualTo(folder);
        assertThat(Sequences.number(path).orElse(null)).isEqualTo(number);
    }
}
