using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Inference;

/// <summary>What a model reads of an object that was piped, and of values in what is sent beside a prompt.</summary>
public sealed class PipedObjectTests : EndpointSession
{
    [Theory]
    [InlineData("[datetime]'2020-07-01 10:00'", "\"2020-07-01T10:00:00\"")]
    [InlineData("[datetime]::new(2020, 7, 1, 10, 0, 0, [System.DateTimeKind]::Utc)", "\"2020-07-01T10:00:00Z\"")]
    [InlineData("[datetimeoffset]'2020-07-01T10:00:00.25+05:00'", "\"2020-07-01T10:00:00.25+05:00\"")]
    [InlineData("[datetime]::MinValue", "\"0001-01-01T00:00:00\"")]
    [InlineData("[datetime]::MaxValue", "\"9999-12-31T23:59:59.9999999\"")]
    [InlineData("[dbnull]::Value", "null")]
    public void A_time_is_read_as_the_object_has_it(string value, string json)
    {
        Shell.Run($"[pscustomobject]@{{ When = {value} }} | Invoke-BRModel x -Model {Nova}");
        Assert.Empty(Shell.Errors);
        Assert.Equal($$"""{"When":{{json}}}""", Material());
    }

    [Fact]
    public void A_row_of_a_table_is_its_columns()
    {
        Shell.Run($$"""
            $table = [System.Data.DataTable]::new()
            foreach ($name in 'Server', 'Ended') { $null = $table.Columns.Add($name) }
            $null = $table.Rows.Add('web-1', [dbnull]::Value)
            , $table.Rows[0] | Invoke-BRModel x -Model {{Nova}}
            """);
        Assert.Empty(Shell.Errors);
        Assert.Equal("""{"Server":"web-1","Ended":null}""", Material());
    }

    [Fact]
    public void Dates_at_either_end_of_time_are_no_trouble_in_any_zone()
    {
        const string Script = """
            $e = Start-BRLocalEndpoint
            'a', [pscustomobject]@{ From = [datetime]::MinValue; To = [datetime]::SpecifyKind([datetime]::MaxValue, 'Local') }, 'b' |
                Invoke-BRModel x -Model amazon.nova-lite-v1:0 | ForEach-Object { 'answered' }
            """;
        foreach (string zone in (string[])["Europe/Berlin", "America/New_York"])
        {
            using System.Diagnostics.Process process = ShellProcess.Start(environment => environment["TZ"] = zone, "-NonInteractive", "-Command", Script);
            string output = process.StandardOutput.ReadToEnd();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(3, output.Split("answered").Length - 1);
            Assert.Equal("", errors);
        }
    }

    [Theory]
    [InlineData("[guid]::Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("[datetimeoffset]'2020-07-01T10:00:00Z'", "\"2020-07-01T10:00:00Z\"")]
    [InlineData("[timespan]'1:00'", "\"01:00:00\"")]
    [InlineData("[version]'1.2'", "\"1.2\"")]
    [InlineData("[uri]'https://example.com/'", "\"https://example.com/\"")]
    [InlineData("[System.DayOfWeek]::Friday", "\"Friday\"")]
    [InlineData("[byte]7", "7")]
    [InlineData("[float]0.1", "0.1")]
    public void Values_beside_a_prompt_have_their_form_in_JSON(string value, string json)
    {
        Shell.Run($"Invoke-BRModel x -Model {Nova} -AdditionalField @{{ member = @({value}) }}");
        Assert.Empty(Shell.Errors);
        Assert.Equal($"[{json}]", Body()["additionalModelRequestFields"]!["member"]!.ToJsonString());

        Shell.Run($"Invoke-BRModel -Body @{{ inputText = 'x'; member = {value} }} -Model amazon.titan-embed-text-v2:0");
        Assert.Equal(json, Body()["member"]!.ToJsonString());
    }

    [Fact]
    public void A_value_without_a_form_in_JSON_is_one_error_and_the_next_input_is_tried()
    {
        Assert.Single(Shell.Run($"@{{ a = [IO.FileInfo]'x' }}, @{{ inputText = 'x' }} | ForEach-Object {{ Invoke-BRModel -Body $_ -Model amazon.titan-embed-text-v2:0 }}"));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ValueUnsupported", error.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("'   ' | Invoke-BRModel x", "EmptyInput")]
    [InlineData("\"`n\" | Invoke-BRModel", "EmptyInput")]
    [InlineData("'' | Invoke-BRModel x", "EmptyInput")]
    public void A_blank_line_asks_nothing(string script, string code)
    {
        Shell.Run($"{script} -Model {Nova}");
        Assert.Equal(code, Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_log_in_another_encoding_is_called_so()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("bedrockps-test-").FullName, "app.log");
        File.WriteAllBytes(file, [.. "M"u8, 0xFC, .. "ller\r\n"u8]);
        Shell.Run($"[IO.FileInfo]'{file}' | Invoke-BRModel x -Model {Nova}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("FileUnsupported", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("utf8", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private JsonNode Body() => JsonNode.Parse(Endpoint.GetRequest()[^1].Body!)!;

    private string Material() => Body()["messages"]![0]!["content"]!.AsArray().Last()!["text"]!.GetValue<string>();
}
