package io.github.upscale4j.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands are commands of. */
@Command(
        name = RootCommand.NAME,
        versionProvider = RootCommand.Version.class,
        description = {
            "Upscales pictures by a paid service, and neither loses nor pays for anything twice.",
            "The key comes from " + KeySource.VARIABLE + " or a file, never from an argument."
        },
        synopsisSubcommandLabel = "COMMAND")
final class RootCommand {
    static final String NAME = "upscale4j";

    private static final int HASH_SHOWN = 12;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the versions of program and contract.")
    boolean version;

    @Mixin
    HelpOption help = new HelpOption();

    /** Of the program, from its jar, and of the contract that it was built with. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = Main.class.getPackage().getImplementationVersion();
            Contract contract = Contract.published();
            return new String[] {
                NAME + ' ' + (version == null ? "(not packaged)" : version),
                "contract " + contract.version() + " (sha256 "
                        + contract.sha256().substring(0, HASH_SHOWN) + ')'
            };
        }
    }
}
