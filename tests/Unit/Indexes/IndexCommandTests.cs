using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Indexes;

/// <summary>The commands of index files against the local endpoint, whose embeddings of similar texts are near.</summary>
public sealed class IndexCommandTests : EndpointSession
{
    private const string Add = "Add-BRIndex $index -Model amazon.titan-embed-text-v2:0 -Dimension 256 -NoCache ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    public IndexCommandTests()
    {
        Shell.Run("", ("index", Index));
        Shell.Run(
            "$books = @(@{ Key = 'r1'; Title = 'Restart the mail server'; Team = 'mail' }, "
            + "@{ Key = 'r2'; Title = 'Free space on a full disk'; Team = 'storage' }, "
            + "@{ Key = 'r3'; Title = 'Renew a certificate of the web server'; Team = 'web' }) | ForEach-Object { [pscustomobject] $_ }");
    }

    private string Index => Path.Combine(_folder.FullName, "books.index");

    [Fact]
    public void What_was_added_is_found_with_its_object_and_what_has_not_changed_is_not_sent_again()
    {
        VectorIndex index = Shell.One<VectorIndex>("$books | " + Add + "-Property Title -Id Key -PassThru");
        Assert.Equal((3, 0, 256, "amazon.titan-embed-text-v2:0"), (index.Count, index.Superseded, index.Dimension, index.Model));
        Assert.Equal(3, Calls());

        IndexMatch match = Matches("Search-BRIndex $index 'a disk that is full' -Top 1 -NoCache").Single();
        Assert.Equal(("r2", "Free space on a full disk", Index), (match.Id, match.Text, match.Index));
        Assert.Equal("storage", match.Object!.Properties["Team"].Value);
        Assert.InRange(match.Score, 0.3, 1);
        Assert.Equal("a disk that is full", match.Query);
        Assert.Equal(4, Calls());

        // One is the same, of one the object alone has changed, and one is new.
        index = Shell.One<VectorIndex>(
            "$books[1].Team = 'disks'; $books[2].Title = 'Order a certificate'; $books | Add-BRIndex $index -Property Title -Id Key -NoCache -PassThru");
        Assert.Equal((3, 2), (index.Count, index.Superseded));
        Assert.Equal(5, Calls());
        match = Matches("Search-BRIndex $index 'a disk that is full' -Top 1 -NoCache").Single();
        Assert.Equal("disks", match.Object!.Properties["Team"].Value);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void Strings_files_and_embeddings_go_in_and_every_kind_of_query_finds_them()
    {
        string file = Path.Combine(_folder.FullName, "note.txt");
        File.WriteAllText(file, "The printer on the third floor is out of paper");
        Shell.Run("'the lift is stuck', 'the lift is stuck', ([IO.FileInfo] $file) | " + Add, ("file", file));
        Assert.Empty(Shell.Errors);
        Shell.Run("'the door is open' | Get-BREmbedding -Model amazon.titan-embed-text-v2:0 -Dimension 256 | Add-BRIndex $index");
        Assert.Empty(Shell.Errors);

        Assert.Equal(3, Shell.One<VectorIndex>("Get-BRIndex $index").Count);
        IndexMatch printer = Matches("Search-BRIndex $index 'printer without paper' -Top 1 -NoCache").Single();
        Assert.Equal(file, printer.Object!.Properties["FullName"].Value);
        Assert.Equal("the door is open", Matches("$e = 'the door is open' | Get-BREmbedding -Model amazon.titan-embed-text-v2:0 -Dimension 256; Search-BRIndex $index $e -Top 1").Single().Text);
        Assert.Equal(1, Matches("Search-BRIndex $index $e.Vector -MinimumScore 0.99").Single().Score, 1e-5);
        Assert.Equal(["the lift is stuck", "the door is open"], Matches("'lift stuck', 'door open' | Search-BRIndex $index -Top 1 -NoCache").Select(static match => match.Text));
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_filter_sees_the_object_and_the_next_best_have_their_turn()
    {
        // All as near: the filter has to go through many before it finds enough.
        Shell.Run("1..300 | ForEach-Object { @{ Key = \"k$_\"; Number = $_; Vector = 1, 0 } } | Add-BRIndex $index -Property Vector -Id Key");
        Assert.Empty(Shell.Errors);

        Assert.Equal(["k300", "k1"], Matches("Search-BRIndex $index (1, 0) -Filter { $_.Number -in 1, 300 }").Select(static match => match.Id).OrderByDescending(static id => id.Length));
        Assert.Equal(["k7"], Matches("Search-BRIndex $index (1, 0) -Top 1 -Filter { $_.Number -ge 7 }").Select(static match => match.Id));
        Assert.Empty(Shell.Errors);
        Assert.Empty(Matches("Search-BRIndex $index (1, 0) -Top 1 -Filter { if ($_.Number -eq 1) { throw 'no' } } -MinimumScore 0.5"));
        Assert.StartsWith("FilterFailed,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Another_model_or_dimension_is_refused_before_anything_is_sent()
    {
        Shell.Run("'one' | " + Add);
        int calls = Calls();

        Shell.Run(
            "'two' | Add-BRIndex $index -Model amazon.titan-embed-text-v1 -NoCache\n'two' | Add-BRIndex $index -Dimension 512 -NoCache\n"
            + "Search-BRIndex $index 'two' -Model cohere.embed-english-v3 -NoCache\nSearch-BRIndex $index (1, 2, 3)");

        Assert.Equal(4, Shell.Errors.Count);
        Assert.All(Shell.Errors, static error => Assert.StartsWith("IndexMismatch,", error.FullyQualifiedErrorId));
        Assert.Contains("was made with amazon.titan-embed-text-v2:0", Shell.Errors[0].Exception.Message);
        Assert.Contains("256", Shell.Errors[1].Exception.Message);
        Assert.Equal(calls, Calls());
    }

    [Fact]
    public void Bad_objects_fail_alone()
    {
        Shell.Run("$books[0], ([pscustomobject]@{ Title = 'no key' }), $null, ([pscustomobject]@{ Key = 'x'; Title = '' }), $books[1] | " + Add + "-Property Title -Id Key");

        Assert.Equal(["IdMissing", "EmptyInput", "EmptyInput"], Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(2, Shell.One<VectorIndex>("Get-BRIndex $index").Count);
    }

    [Fact]
    public void Entries_are_removed_and_room_is_given_back()
    {
        Shell.Run("$books | " + Add + "-Property Title -Id Key");
        long size = new FileInfo(Index).Length;

        Shell.Run("Search-BRIndex $index 'mail server' -Top 1 -NoCache | Remove-BRIndexEntry\nRemove-BRIndexEntry $index r3, nobody");
        Assert.StartsWith("IndexEntryNotFound,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        VectorIndex index = Shell.One<VectorIndex>("Get-BRIndex $index");
        Assert.Equal((1, 2), (index.Count, index.Superseded));

        index = Shell.One<VectorIndex>("Optimize-BRIndex $index -PassThru");
        Assert.Equal((1, 0, 1L), (index.Count, index.Superseded, index.CommitCount));
        Assert.True(index.Size < size);
        Assert.Equal("r2", Matches("Search-BRIndex $index 'mail server' -NoCache").Single().Id);
    }

    [Fact]
    public void A_damaged_page_is_one_error_the_rest_comes_and_repair_keeps_it()
    {
        // Two commits are two pages.
        Shell.Run("$books[0, 1] | " + Add + "-Property Title -Id Key");
        long second = new FileInfo(Index).Length;
        Shell.Run("$books[2] | " + Add + "-Property Title -Id Key");
        byte[] bytes = File.ReadAllBytes(Index);
        bytes[second - 600] ^= 0x55;
        File.WriteAllBytes(Index, bytes);

        List<IndexMatch> found = Matches("'certificate', 'disk' | Search-BRIndex $index -NoCache");
        Assert.Equal(["r3", "r3"], found.Select(static match => match.Id));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("IndexDamaged,", error.FullyQualifiedErrorId);
        Assert.Contains("Page 0 with the vectors of entries 0 to 1", error.Exception.Message);
        Assert.Contains("Test-BRIndex -Repair", error.ErrorDetails.RecommendedAction);

        IndexReport report = Shell.One<IndexReport>("Test-BRIndex $index");
        Assert.Equal((false, 1, 2), (report.IsSound, report.Count, report.Damaged));
        Shell.Run("Optimize-BRIndex $index");
        Assert.StartsWith("IndexDamaged,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        report = Shell.One<IndexReport>("Test-BRIndex $index -Repair");
        Assert.Equal((true, 1, 2, true), (report.IsSound, report.Count, report.Damaged, report.Repaired));

        // What was lost is added again as if it were new.
        Shell.Run("$books | " + Add + "-Property Title -Id Key");
        Assert.Equal(3, Shell.One<VectorIndex>("Get-BRIndex $index").Count);
    }

    [Fact]
    public void Only_one_writes_while_others_search()
    {
        using PowerShellHost other = new();
        Shell.Run("'one' | " + Add);
        other.Run("$e = [BedrockPS.Embedding]::new((1, 0), '')", ("index", Index));

        // The second runspace tries while the first is in the middle of its pipeline.
        Shell.Run(
            "'two', 'three' | ForEach-Object { $_; $null = $other.Run(\"`$found = Search-BRIndex `$index (@(1) + @(0) * 255)\n`$e | Add-BRIndex `$index\") } | " + Add,
            ("other", other));

        Assert.StartsWith("IndexBusy,", Assert.Single(other.Errors).FullyQualifiedErrorId);
        Assert.Equal("one", other.One<IndexMatch>("$found").Text);
        Assert.Empty(Shell.Errors);
        Assert.Equal(3, Shell.One<VectorIndex>("Get-BRIndex $index").Count);
    }

    [Fact]
    public void New_makes_an_index_for_its_owner_alone_and_replaces_none_without_being_told()
    {
        VectorIndex index = Shell.One<VectorIndex>("New-BRIndex $index amazon.titan-embed-text-v2:0 -Dimension 512");
        Assert.Equal((0, 512), (index.Count, index.Dimension));
        Assert.Empty(Matches("Search-BRIndex $index 'anything' -NoCache"));
        if (TestedBuild.SetsUnixModes)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Index));
        }

        Shell.Run("New-BRIndex $index amazon.titan-embed-text-v2:0\nNew-BRIndex ${index}2 amazon.titan-embed-text-v2:0 -Dimension 7");
        Assert.Equal(["FileExists", "ParameterInvalid"], Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Shell.Run("'text' | Add-BRIndex $index -NoCache");
        Assert.Equal(512, Shell.One<VectorIndex>("Get-BRIndex $index").Dimension);
        Assert.Equal(0, Shell.One<VectorIndex>("New-BRIndex $index amazon.titan-embed-text-v2:0 -Force").Count);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public async Task Ctrl_C_keeps_what_had_come()
    {
        TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Shell.StopAfterAsync(
            "& { [BedrockPS.Embedding]::new((1, 0), 'm', 'float', 'east'); [BedrockPS.Embedding]::new((0, 1), 'm', 'float', 'north'); $added.SetResult(); while ($true) { } } | Add-BRIndex $index",
            added.Task,
            ("added", added));

        Assert.Equal(["north", "east"], Matches("Search-BRIndex $index (0, 1)").Select(static match => match.Text));
    }

    [Fact]
    public void WhatIf_sends_and_writes_nothing()
    {
        Shell.Run("'one', ([BedrockPS.Embedding]::new((1, 0), '')) | " + Add + "-WhatIf; New-BRIndex $index amazon.titan-embed-text-v2:0 -WhatIf");

        Assert.Empty(_folder.GetFiles());
        Assert.Equal(0, Calls());
        Shell.Run("Search-BRIndex $index 'x'");
        Assert.StartsWith("FileNotFound,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
    }

    private int Calls() => Endpoint.GetRequest().Count(static request => request.Operation == "InvokeModel");

    private List<IndexMatch> Matches(string script) => [.. Shell.Run(script).Select(static result => (IndexMatch)result.BaseObject)];
}
