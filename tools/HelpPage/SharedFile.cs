using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BedrockPS.BuildHelp;

namespace BedrockPS.HelpPage;

/// <summary>A file of parameters that several pages include.</summary>
internal sealed class SharedFile
{
    private readonly List<ParameterText> _parameters;

    private SharedFile(string path)
    {
        Name = Path.GetFileName(path);
        Title = File.ReadLines(path).First().TrimStart('#', ' ');
        _parameters = [.. CommandPageReader.ReadShared(path)];
    }

    public string Name { get; }

    public string Title { get; }

    /// <exception cref="PageException">One is not laid out as it should be.</exception>
    public static IReadOnlyDictionary<string, SharedFile> ReadAll(string folder) =>
        Directory.GetFiles(folder, "_*.md").Order(StringComparer.Ordinal).Select(static path => new SharedFile(path))
            .ToDictionary(static file => file.Name);

    /// <summary>The cmdlet has every parameter in it.</summary>
    public bool Fits(CmdletCode code) => _parameters.TrueForAll(mine => code.Parameters.Any(parameter => parameter.Name == mine.Name));

    /// <summary>What it says of a parameter is what the code says.</summary>
    public bool Describes(ParameterText parameter) =>
        _parameters.Exists(mine => mine.Name == parameter.Name && Facts(mine).SequenceEqual(Facts(parameter)));

    private static IEnumerable<string> Facts(ParameterText parameter) => parameter.Facts.SelectMany(static facts => facts.Lines());
}
