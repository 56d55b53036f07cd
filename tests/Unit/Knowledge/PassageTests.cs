using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Knowledge;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Knowledge;

public sealed class PassageTests
{
    [Theory]
    [InlineData("""{"type":"S3","s3Location":{"uri":"s3://b/a/leave.pdf"}}""", "s3://b/a/leave.pdf", "leave.pdf")]
    [InlineData("""{"type":"WEB","webLocation":{"url":"https://wiki/leave/"}}""", "https://wiki/leave/", "leave")]
    [InlineData("""{"type":"CUSTOM","customDocumentLocation":{"id":"doc-1"}}""", "doc-1", "doc-1")]
    [InlineData("""{"type":"SQL","sqlLocation":{"query":"SELECT 1/2"}}""", "SELECT 1/2", null)]
    [InlineData("""{"type":"NEWER","newerLocation":{"url":"https://x/y"}}""", "https://x/y", "y")]
    public void A_passage_knows_where_it_is_from(string location, string source, string? title)
    {
        Passage passage = Read($$"""{"content":{"text":"t"},"location":{{location}},"score":0.5}""");
        Assert.Equal((source, title, 0.5, "t"), (passage.Source, passage.Title, passage.Score!.Value, passage.ToString()));
    }

    [Fact]
    public void Metadata_are_properties_and_give_page_title_and_data_source()
    {
        Passage passage = Read("""
            {"content":{"text":"t"},"metadata":{"year":2024,"title":"Leave","x-amz-bedrock-kb-document-page-number":3.0,
             "x-amz-bedrock-kb-source-uri":"s3://b/k.pdf","x-amz-bedrock-kb-data-source-id":"DS00000001"}}
            """);
        Assert.Equal(2024L, ((PSObject)passage.Metadata).Properties["Year"].Value);
        Assert.Equal((3, "Leave", "s3://b/k.pdf", "DS00000001"), (passage.Page, passage.Title, passage.Source, passage.DataSourceId));
    }

    [Fact]
    public void Rows_pictures_sound_and_videos_have_what_they_hold()
    {
        Passage row = Read("""
            {"content":{"type":"ROW","row":[{"columnName":"n","type":"LONG","columnValue":"3"},{"columnName":"r","type":"DOUBLE","columnValue":"0.5"},
             {"columnName":"b","type":"BOOLEAN","columnValue":"true"},{"columnName":"z","type":"NULL"},{"columnName":"s","type":"STRING","columnValue":"x"}]}}
            """);
        Assert.Equal(new object?[] { 3L, 0.5, true, null, "x" }, row.Row!.Properties.Select(static column => column.Value));
        Assert.Equal("n: 3; r: 0.5; b: true; z: ; s: x", row.Text);
        Passage picture = Read("""{"content":{"type":"IMAGE","byteContent":"data:image/png;base64,AQID"}}""");
        Assert.Equal(("IMAGE", "image/png"), (picture.Kind, picture.MimeType));
        Assert.Equal(new byte[] { 1, 2, 3 }, picture.Bytes);
        Assert.Equal("hello", Read("""{"content":{"type":"AUDIO","audio":{"s3Uri":"s3://b/a.mp3","transcription":"hello"}}}""").Text);
        Assert.Equal("s3://b/v.mp4", Read("""{"content":{"type":"VIDEO","video":{"s3Uri":"s3://b/v.mp4","summary":"a cat"}}}""").Source);
    }

    [Theory]
    [InlineData("One. Two. One.", "Two.", 5, 8, 5, 9)]
    [InlineData("One. Two. One.", "One.", 9, 13, 10, 14)]
    [InlineData("😀 One. Two.", "Two.", 7, 10, 8, 12)]
    [InlineData("One.", "Two.", 2, 5, 2, 6)]
    [InlineData("One. Two.", "", 5, 8, 5, 9)]
    public void A_span_is_brought_into_line_with_the_text(string answer, string cited, int start, int end, int from, int to)
    {
        int? first = start;
        int? last = end;
        CitedSpan.Align(answer, ref cited, ref first, ref last);
        Assert.Equal((from, to), (first!.Value, last!.Value));
        Assert.Contains(cited, answer is "One." ? "Two." : answer, System.StringComparison.Ordinal);
    }

    private static Passage Read(string json) =>
        PassageReader.Read((Dictionary<string, object?>)JsonText.Parse(ValueBytes.Utf8.GetBytes(json))!, "KB");
}
