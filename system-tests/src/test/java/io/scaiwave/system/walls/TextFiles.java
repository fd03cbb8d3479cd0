package io.scaiwave.system.walls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** All files below a folder as text, without what is built from a repository or runs from it. */
final class TextFiles {

    private static final Set<String> NOT_OURS = Set.of(".git", ".dev", "target", "node_modules", ".idea");
    private static final long LARGEST = 16 * 1024 * 1024;

    private TextFiles() {}

    static int visit(Path root, BiConsumer<Path, String> visitor) throws IOException {
        AtomicInteger count = new AtomicInteger();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && attributes.size() <= LARGEST) {
                    visitor.accept(file, Files.readString(file, StandardCharsets.ISO_8859_1));
                    count.incrementAndGet();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return count.get();
    }
}
