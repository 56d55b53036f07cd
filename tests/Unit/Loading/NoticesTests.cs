using System;
using System.IO;
using System.Linq;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Loading;

/// <summary>Whoever gets the module gets the licences of what is in it.</summary>
public sealed class NoticesTests
{
    [Fact]
    public void Every_library_that_ships_is_named_with_its_licence()
    {
        string module = ShellProcess.Metadata("StagedModule");
        string notices = File.ReadAllText(Path.Combine(module, "THIRD-PARTY-NOTICES.txt"));
        string[] named = [.. notices.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries)];
        string[] shipped = [.. Directory.GetFiles(Path.Combine(module, "bin"), "*.dll", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => !name.StartsWith("BedrockPS", StringComparison.Ordinal))
            .Distinct()];

        Assert.NotEmpty(shipped);
        Assert.Empty(shipped.Except(named));
        Assert.Contains("Apache License", notices, StringComparison.Ordinal);
        Assert.Contains("Permission is hereby granted, free of charge", notices, StringComparison.Ordinal);
    }
}
