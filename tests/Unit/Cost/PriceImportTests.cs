using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Cost;

/// <summary>The price table as its user sees it.</summary>
[Collection("Environment")]
public sealed class PriceImportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");
    private readonly string? _before = Environment.GetEnvironmentVariable(OwnPriceFile.Variable);
    private readonly PowerShellHost _shell = new();

    public PriceImportTests()
    {
        Environment.SetEnvironmentVariable(OwnPriceFile.Variable, Table);
        _shell.Runspace.SessionStateProxy.Path.SetLocation(_folder.FullName);
    }

    private string Table => Path.Combine(_folder.FullName, "kept", "prices.json");

    [Fact]
    public void A_csv_file_becomes_rows_that_every_session_has()
    {
        Write("p.csv", """"
            Model,Region,ServiceTier,InputPerMillion,OutputPerMillion,CacheReadPerMillion,CacheWritePerMillion,CacheWrite1hPerMillion,AboveInputTokens,Currency,EffectiveDate,Source
            a.m-v1:0,us-east-1,flex,0.06,0.24,0.015,0.075,0.12,200000,eur,2025-07-01,"AWS, ""by hand"""
            *b.n,,default,6E-05,,,,,,,,

            """");

        Assert.Empty(_shell.Run("Import-BRPrice p.csv"));
        Assert.Empty(_shell.Errors);

        using PowerShellHost other = new();
        ModelPrice[] rows = [.. other.Run("Get-BRPrice").Select(static row => (ModelPrice)row.BaseObject)];
        Assert.Equal(["*b.n", "a.m-v1:0"], rows.Select(static row => row.Model));
        Assert.Equal((0.00006m, null, null, null, "USD", 0), (rows[0].InputPerMillion, rows[0].OutputPerMillion, rows[0].Region, rows[0].ServiceTier, rows[0].Currency, rows[0].AboveInputTokens));
        Assert.Equal(
            ("us-east-1", "flex", 0.06m, 0.24m, 0.015m, 0.075m, 0.12m),
            (rows[1].Region, rows[1].ServiceTier, rows[1].InputPerMillion, rows[1].OutputPerMillion, rows[1].CacheReadPerMillion, rows[1].CacheWritePerMillion, rows[1].CacheWrite1hPerMillion));
        Assert.Equal((200_000, "EUR", "AWS, \"by hand\""), (rows[1].AboveInputTokens, rows[1].Currency, rows[1].Source));
        Assert.Equal(new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero), rows[1].EffectiveDate);
        Assert.Equal(1, (int)JsonNode.Parse(File.ReadAllText(Table))!["version"]!);
        Assert.Equal(["prices.json"], Directory.GetFiles(Path.GetDirectoryName(Table)!).Select(Path.GetFileName));
    }

    [Fact]
    public void One_row_by_itself_is_a_file_too()
    {
        Write("p.json", """{"Model":"a.m-v1:0","InputPerMillion":0.06}""");
        _shell.Run("Import-BRPrice p.json");
        Assert.Empty(_shell.Errors);
        Assert.Equal(0.06m, _shell.One<ModelPrice>("Get-BRPrice").InputPerMillion);
    }

    [Theory]
    [InlineData("de-DE", "1,5")]
    [InlineData("de-DE", "1.5")]
    [InlineData("en-US", "1.5")]
    public void Numbers_are_read_as_this_culture_writes_them_and_as_all_do(string culture, string number)
    {
        Write("p.csv", $"Model,InputPerMillion\na.m-v1:0,\"{number}\"\n");
        _shell.Run($"[System.Threading.Thread]::CurrentThread.CurrentCulture = '{culture}'; Import-BRPrice p.csv");
        Assert.Empty(_shell.Errors);
        Assert.Equal(1.5m, _shell.One<ModelPrice>("Get-BRPrice").InputPerMillion);
    }

    [Theory]
    [InlineData(",1,1", "Model is missing")]
    [InlineData("m,,", "no price is given")]
    [InlineData("m,cheap,1", "InputPerMillion is 'cheap', not a number such as 0.06")]
    [InlineData("m,-1,1", "a price is 0 to 1000000000")]
    [InlineData("m,1,1,1,1,1,1", "7 values for 6 columns")]
    [InlineData("m,1,1,dollars", "Currency is 'dollars'")]
    [InlineData("m,1,1,,soon", "EffectiveDate is 'soon'")]
    [InlineData("m,1,1,,,many", "AboveInputTokens is 'many'")]
    public void A_bad_row_is_an_error_with_its_line_and_the_rest_is_imported(string line, string problem)
    {
        Write("p.csv", $"Model,InputPerMillion,OutputPerMillion,Currency,EffectiveDate,AboveInputTokens\nfirst,1,1\n\n{line}\nlast,1,1\n");

        _shell.Run("Import-BRPrice p.csv");

        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.Equal("PriceInvalid,BedrockPS.Cmdlets.ImportBRPriceCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith("Line 4: ", error.Exception.Message);
        Assert.Contains(problem, error.Exception.Message);
        Assert.Equal(["first", "last"], Models("Get-BRPrice"));
    }

    [Theory]
    [InlineData("Model;InputPerThousand;OutputPerThousand\nm;0,5;1\n", false)]
    [InlineData("Model;InputPerThousand;OutputPerThousand\nm;0.5;1\n", true)]
    [InlineData("Model\tInputPerThousand\tOutputPerThousand\r\nm\t0.5\t1\r\n", true)]
    [InlineData("#TYPE BedrockPS.ModelPrice\n\"Model\",\"InputPerThousand\",\"OutputPerThousand\"\n\"m\",\"0.5\",\"1\"", true)]
    public void Spreadsheets_may_write_it_their_way(string text, bool isRead)
    {
        Write("p.csv", text);
        _shell.Run("Import-BRPrice p.csv");
        Assert.Equal(isRead ? 0 : 1, _shell.Errors.Count);
        if (isRead)
        {
            ModelPrice row = _shell.One<ModelPrice>("Get-BRPrice");
            Assert.Equal((500m, 1000m), (row.InputPerMillion, row.OutputPerMillion));
        }
    }

    [Fact]
    public void Json_is_read_as_the_table_or_as_plain_rows()
    {
        Write("rows.json", """[{ "model": "a", "inputPerMillion": 1, "region": null }, 5, { "Model": "b", "OutputPerMillion": "2.5" }, { "model": "c", "inputPerMillion": [1] }]""");

        _shell.Run("Import-BRPrice rows.json");

        Assert.Equal(["Row 2: it is not an object.", "Row 4: InputPerMillion is [1], not text or a number."], _shell.Errors.Select(static error => error.Exception.Message));
        Assert.Equal(["a", "b"], Models("Get-BRPrice"));
        Assert.Equal(["a", "b"], Models("Import-BRPrice $env:BEDROCKPS_PRICE_FILE -Destination copy.json -PassThru"));
        Assert.Equal(["a", "b"], Models("Get-BRPrice -Path copy.json"));
    }

    [Theory]
    [InlineData("{", "PriceFileInvalid")]
    [InlineData("{}", "PriceFileInvalid")]
    [InlineData("""{ "version": 2, "prices": [] }""", "PriceFileVersion")]
    public void A_file_that_holds_no_table_is_one_error(string text, string code)
    {
        Write("p.json", text);
        _shell.Run("Import-BRPrice p.json, missing.csv");
        Assert.Equal([code, "FileNotFound"], _shell.Errors.Select(static error => ((BedrockException)error.Exception).Code));
        Assert.False(File.Exists(Table));
    }

    [Fact]
    public void Objects_and_files_may_be_piped()
    {
        Write("p.csv", "Model,InputPerMillion\nc,3\n");

        _shell.Run("""
            @{ Model = 'a'; InputPerMillion = 1 }, [pscustomobject]@{ ModelId = 'b'; OutputPerMillion = 2.5 }, [IO.FileInfo]"$PWD/p.csv", @{ Model = 'd' } |
                Import-BRPrice
            """);

        Assert.Equal("The row is no price: no price is given: InputPerMillion, OutputPerMillion, CacheReadPerMillion, CacheWritePerMillion or CacheWrite1hPerMillion (or …PerThousand), QueryPerThousand or PerImage.", Assert.Single(_shell.Errors).Exception.Message);
        Assert.Equal(["a", "b", "c"], Models("Get-BRPrice"));
    }

    [Fact]
    public void A_row_replaces_the_one_before_it_and_Replace_the_whole_table()
    {
        _shell.Run("@{ Model = 'a'; InputPerMillion = 1 }, @{ Model = 'b'; InputPerMillion = 1 } | Import-BRPrice");
        _shell.Run("@{ Model = 'a'; InputPerMillion = 9 } | Import-BRPrice");
        Assert.Equal(9, _shell.One<ModelPrice>("Get-BRPrice a").InputPerMillion);
        _shell.Run("Get-BRPrice b | Import-BRPrice -Replace");
        Assert.Equal(["b"], Models("Get-BRPrice"));
        _shell.Run("@{ Model = 'z'; InputPerMillion = 9 } | Import-BRPrice -Replace -WhatIf");
        Assert.Equal(["b"], Models("Get-BRPrice"));
    }

    [Fact]
    public void Prices_of_the_session_are_gone_with_it()
    {
        _shell.Run("@{ Model = 'a'; InputPerMillion = 1 } | Import-BRPrice -Scope Session");
        Assert.Equal(["a"], Models("Get-BRPrice"));
        Assert.False(File.Exists(Table));
        using PowerShellHost other = new();
        Assert.Empty(other.Run("Get-BRPrice"));
        _shell.Run("@{ Model = 'a'; InputPerMillion = 1 } | Import-BRPrice -Scope Session -Destination x.json");
        Assert.Equal("ParameterInvalid", ((BedrockException)Assert.Single(_shell.Errors).Exception).Code);
    }

    [Theory]
    [InlineData("Get-BRPrice us.a.m", "*a.m,us.a.*")]
    [InlineData("Get-BRPrice us.*", "us.a.*")]
    [InlineData("Get-BRPrice b.n, c", "b.n")]
    [InlineData("Get-BRPrice -Region eu-west-1", "*a.m,b.n")]
    [InlineData("Get-BRPrice -Region us-*", "b.n,us.a.*")]
    [InlineData("Get-BRPrice nothing", "")]
    public void Rows_are_found_by_model_and_region(string command, string models)
    {
        Write("p.csv", "Model,Region,InputPerMillion\n*a.m,eu-west-1,1\nus.a.*,us-east-1,1\nb.n,,1\n");
        _shell.Run("Import-BRPrice p.csv");
        IEnumerable<string> expected = models.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(command.Contains("us.a.m", StringComparison.Ordinal) ? ["*a.m", "us.a.*"] : expected, Models(command));
    }

    [Fact]
    public void A_damaged_table_is_told_and_can_be_written_anew()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Table)!);
        File.WriteAllText(Table, "{ \"prices\": [ {} ]");
        Assert.Equal("PriceFileInvalid", Code("Get-BRPrice"));
        Assert.Equal("PriceFileInvalid", Code("@{ Model = 'a'; InputPerMillion = 1 } | Import-BRPrice"));
        _shell.Run("@{ Model = 'a'; InputPerMillion = 1 } | Import-BRPrice -Replace");
        Assert.Equal(["a"], Models("Get-BRPrice"));
    }

    [Fact]
    public void A_table_that_cannot_be_written_is_an_error()
    {
        Write("file", "");
        _shell.Run("@{ Model = 'a'; InputPerMillion = 1 } | Import-BRPrice -Destination file/prices.json");
        Assert.Equal("FileUnwritable", ((BedrockException)Assert.Single(_shell.Errors).Exception).Code);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(OwnPriceFile.Variable, _before);
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    private string[] Models(string command) => [.. _shell.Run(command).Select(static row => ((ModelPrice)row.BaseObject).Model)];

    private string Code(string command)
    {
        _shell.Run(command);
        return ((BedrockException)Assert.Single(_shell.Errors).Exception).Code;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
