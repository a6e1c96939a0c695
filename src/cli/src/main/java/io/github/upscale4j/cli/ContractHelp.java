package io.github.upscale4j.cli;

import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help in which an option whose description key names a parameter is described in the contract's words. They are read when help is
 * printed and not before.
 */
final class ContractHelp extends Help {
    ContractHelp(CommandSpec command, ColorScheme colours) {
        super(command, colours);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer usual = super.createDefaultOptionRenderer();
        return (option, labels, colours) -> usual.render(described(option), labels, colours);
    }

    private static OptionSpec described(OptionSpec option) {
        String name = option.descriptionKey();
        return name == null || name.isEmpty()
                ? option
                : OptionSpec.builder(option)
                        .description(Contract.published().parameter(name).help().replace("%", "%%"))
                        .build();
    }
}
