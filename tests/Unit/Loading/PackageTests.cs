using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BedrockPS.Unit.Hosting;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Loading;

/// <summary>What tools/Package.ps1 makes of the staged module.</summary>
public sealed class PackageTests(PackageTests.Packed packed) : IClassFixture<PackageTests.Packed>
{
    private static readonly string[] s_ofNuGet = ["BedrockPS.nuspec", "[Content_Types].xml", "_rels/.rels"];

    [Fact]
    public void The_same_files_give_the_same_bytes()
    {
        Assert.Equal(2, packed.First.Length);
        Assert.Equal(packed.First.Select(Path.GetFileName), packed.Second.Select(Path.GetFileName));
        Assert.Equal(packed.First.Select(Hash), packed.Second.Select(Hash));
        Assert.DoesNotContain(Directory.GetFiles(packed.Folder, "*.new", SearchOption.AllDirectories), static _ => true);
    }

    [Fact]
    public void Both_hold_the_staged_files_under_sorted_names_and_one_time()
    {
        string[] staged = [.. Files(ShellProcess.Metadata("StagedModule")), "FILES.sha256"];
        using ZipArchive nupkg = ZipFile.OpenRead(packed.Nupkg);
        using ZipArchive zip = ZipFile.OpenRead(packed.Zip);
        Assert.Equal([.. staged.Concat(s_ofNuGet).Order(StringComparer.Ordinal)], nupkg.Entries.Select(static entry => entry.FullName));
        Assert.Equal([.. staged.Order(StringComparer.Ordinal).Select(static name => "BedrockPS/" + name)], zip.Entries.Select(static entry => entry.FullName));
        Assert.All(nupkg.Entries.Concat(zip.Entries), static entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        Assert.All(["LICENSE", "THIRD-PARTY-NOTICES.txt", "README.md"], name => Assert.NotNull(nupkg.GetEntry(name)));
    }

    [Fact]
    public void The_file_list_has_every_file_with_its_hash()
    {
        string[] lines = File.ReadAllLines(Path.Combine(packed.Module, "FILES.sha256"));
        string[] names = [.. Files(packed.Module).Except(s_ofNuGet).Except(["FILES.sha256"]).Order(StringComparer.Ordinal)];
        Assert.Equal(names.Select(name => $"{Hash(Path.Combine(packed.Module, name))}  {name}"), lines);
    }

    [Fact]
    public void The_nuspec_says_what_the_manifest_says()
    {
        using PowerShellHost shell = new();
        string text = File.ReadAllText(Path.Combine(packed.Module, "BedrockPS.psd1"));
        string Manifest(string path) => shell.One<string>($"({text}).{path}");
        XElement metadata = XDocument.Load(Path.Combine(packed.Module, "BedrockPS.nuspec")).Root!.Elements().Single();
        string Nuspec(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("BedrockPS", Nuspec("id"));
        Assert.Equal("README.md", Nuspec("readme"));
        foreach ((string name, string path) in new[]
        {
            ("version", "ModuleVersion"), ("authors", "Author"), ("description", "Description"), ("copyright", "Copyright"),
            ("licenseUrl", "PrivateData.PSData.LicenseUri"), ("projectUrl", "PrivateData.PSData.ProjectUri"),
            ("releaseNotes", "PrivateData.PSData.ReleaseNotes"),
        })
        {
            Assert.Equal(Manifest(path), Nuspec(name));
        }

        string[] tags = Nuspec("tags").Split(' ');
        Assert.All(["AWS", "Bedrock", "PSModule", "PSEdition_Core", "PSCmdlet_Invoke-BRModel", "PSCommand_Test-BRSetup"], tag => Assert.Contains(tag, tags));
        Assert.Equal($"BedrockPS.{Manifest("ModuleVersion")}.nupkg", Path.GetFileName(packed.Nupkg));
    }

    [Fact]
    public void Every_part_of_the_package_has_a_content_type()
    {
        XElement types = XDocument.Load(Path.Combine(packed.Module, "[Content_Types].xml")).Root!;
        HashSet<string> known = [.. types.Elements().Select(static type => (string)(type.Attribute("Extension") ?? type.Attribute("PartName"))!)];
        Assert.All(
            Files(packed.Module).Except(["[Content_Types].xml"]),
            name => Assert.Contains(Path.GetExtension(name) is { Length: > 1 } extension ? extension[1..] : "/" + name, known));
    }

    [Fact]
    public void The_packaged_module_works_in_a_fresh_process()
    {
        const string Script = """
            $null = Start-BRLocalEndpoint
            "base: $((Get-Module BedrockPS).ModuleBase)"
            "answer: $(Invoke-BRModel 'Say hello.' -Model nova-lite)"
            "help: $((Get-Help Test-BRSetup).Synopsis)"
            "failed: $(@(Test-BRSetup | Where-Object Status -ne Passed).Count)"
            Test-BRSetup -Offline -ProfileName nobody
            """;
        ShellOutcome outcome = ShellProcess.Run("-NonInteractive", "-ModulePath", packed.Module, "-Command", Script);

        Assert.True(outcome.ExitCode == 0, string.Join('\n', outcome.Output.Concat(outcome.Error)));
        Assert.Contains("base: " + packed.Module, outcome.Output);
        Assert.Contains(outcome.Output, static line => line.StartsWith("answer: ", StringComparison.Ordinal) && line.Length > 10);
        Assert.Contains(outcome.Output, static line => line.StartsWith("help: Check", StringComparison.Ordinal));
        Assert.Contains("failed: 0", outcome.Output);

        // The view of the checks, with what to do below what failed.
        Assert.Contains(outcome.Output, static line => Regex.IsMatch(line, "^Name +Status +Detail and fix$"));
        Assert.Contains(outcome.Output, static line => Regex.IsMatch(line, "^ +Fix: Check the name with 'aws configure"));
    }

    [Theory]
    [InlineData("BedrockPS.Engine.dll")]
    [InlineData("AWSSDK.Core.dll")]
    public void A_damaged_module_still_tells_what_is_wrong(string missing)
    {
        string damaged = Path.Combine(packed.Folder, "without-" + missing);
        ZipFile.ExtractToDirectory(packed.Nupkg, damaged);
        File.Delete(Path.Combine(damaged, "bin", "Core", missing));
        ShellOutcome outcome = ShellProcess.Run(
            "-NonInteractive", "-ModulePath", damaged, "-Command", "Test-BRSetup | ForEach-Object { \"$($_.Name) $($_.Status) $($_.Fix)\" }");

        Assert.Empty(outcome.Error);
        Assert.Contains(outcome.Output, static line => line.StartsWith("Engine Failed Install", StringComparison.Ordinal));
        Assert.Equal("Clock Skipped", outcome.Output[^1]);
        Assert.Equal(11, outcome.Output.Count);
    }

    [Fact]
    public void What_is_no_complete_module_is_refused()
    {
        string half = Directory.CreateDirectory(Path.Combine(packed.Folder, "half")).FullName;
        File.Copy(Path.Combine(packed.Module, "BedrockPS.psd1"), Path.Combine(half, "BedrockPS.psd1"));
        ShellOutcome outcome = ShellProcess.Run("-NonInteractive", "-File", ShellProcess.Metadata("Package"), half, Path.Combine(packed.Folder, "none"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("LICENSE is missing", string.Join(' ', outcome.Error));
        Assert.Empty(Directory.GetFiles(Path.Combine(packed.Folder, "none")));
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));

    /// <summary>The staged module, packed twice into two folders, and the first package unpacked.</summary>
    public sealed class Packed : IDisposable
    {
        public Packed()
        {
            Folder = Directory.CreateTempSubdirectory("bedrockps-test-").FullName;
            string stage = ShellProcess.Metadata("StagedModule");
            string pack = ShellProcess.Metadata("Package");
            ShellOutcome outcome = ShellProcess.Run(
                "-NonInteractive", "-Command", $"& '{pack}' '{stage}' '{Folder}/1'; & '{pack}' '{stage}' '{Folder}/2'");
            Assert.True(outcome.ExitCode == 0, string.Join('\n', outcome.Output.Concat(outcome.Error)));
            First = [.. Directory.GetFiles(Path.Combine(Folder, "1")).Order(StringComparer.Ordinal)];
            Second = [.. Directory.GetFiles(Path.Combine(Folder, "2")).Order(StringComparer.Ordinal)];
            Module = Path.Combine(Folder, "BedrockPS");
            ZipFile.ExtractToDirectory(Nupkg, Module);
        }

        public string Folder { get; }

        public string[] First { get; }

        public string[] Second { get; }

        /// <summary>Where the package is unpacked to, as an installation leaves it.</summary>
        public string Module { get; }

        public string Nupkg => First.Single(static path => path.EndsWith(".nupkg", StringComparison.Ordinal));

        public string Zip => First.Single(static path => path.EndsWith(".zip", StringComparison.Ordinal));

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
