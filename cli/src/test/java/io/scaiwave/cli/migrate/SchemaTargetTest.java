package io.scaiwave.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.cli.CliFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTargetTest {
    @TempDir
    Path one;

    @TempDir
    Path two;

    @Test
    void aTargetNamesItsSchemaItsOwnerAndItsFolders() {
        SchemaTarget target = SchemaTarget.parse("tenant=" + one + ":" + two);
        assertThat(target.owner()).isEqualTo("tenant_owner");
        assertThat(target.passwordVariable()).isEqualTo("SCAIWAVE_DB_TENANT_OWNER_PASSWORD");
        assertThat(target.locations()).containsExactly("filesystem:" + one, "filesystem:" + two);
    }

    @Test
    void aMissingFolderIsAFailureAndNotAnEmptyMigration() {
        assertThatThrownBy(() -> SchemaTarget.parse("tenant=" + one.resolve("gone")))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aSchemaNameThatIsNotPlainIsRefused() {
        assertThatThrownBy(() -> SchemaTarget.parse("a\"b=" + one)).isInstanceOf(CliFailure.class);
        assertThatThrownBy(() -> SchemaTarget.parse("tenant")).isInstanceOf(CliFailure.class);
    }
}
