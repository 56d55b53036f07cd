using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class AttachmentTests : EndpointSession
{
    private const string Claude = "us.anthropic.claude-sonnet-4-20250514-v1:0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    public AttachmentTests() => Shell.Runspace.SessionStateProxy.Path.SetLocation(_folder.FullName);

    [Fact]
    public void Every_way_to_give_a_file_makes_an_attachment_before_the_text()
    {
        Write("a.png", Png(3, 2));
        Write("b.png", Png(3, 2));
        Ask($"Invoke-BRModel 'look' -Model {Nova} -Image *.png, ([IO.FileInfo]\"$PWD/a.png\"), ([IO.File]::ReadAllBytes(\"$PWD/b.png\")), \"$PWD/a.png\"");
        JsonArray content = Content();
        Assert.Equal(["image", "image", "image", "image", "image", "text"], content.Select(Kind));
        Assert.All(content.Take(5), block => Assert.Equal("png", block!["image"]!["format"]!.GetValue<string>()));
        Assert.Equal(Convert.ToBase64String(Png(3, 2)), content[0]!["image"]!["source"]!["bytes"]!.GetValue<string>());
    }

    [Fact]
    public void Bytes_are_one_attachment_even_when_they_come_one_by_one()
    {
        Write("a.png", Png(1, 1));
        Ask($"$b = [IO.File]::ReadAllBytes(\"$PWD/a.png\"); Invoke-BRModel x -Model {Nova} -Image $b; Invoke-BRModel x -Model {Nova} -Image ($b | ForEach-Object {{ $_ }})");
        Assert.All(Endpoint.GetRequest(), request => Assert.Equal(["image", "text"], Content(request).Select(Kind)));
    }

    [Fact]
    public void A_name_with_brackets_is_a_name_before_it_is_a_wildcard()
    {
        Write("plan [1].txt", "this");
        Write("plan 1.txt", "other");
        Ask($"Invoke-BRModel x -Model {Nova} -Document 'plan [1].txt'");
        JsonNode document = Content()[0]!["document"]!;
        Assert.Equal("plan [1]", document["name"]!.GetValue<string>());
        Assert.Equal("this", Text(document));
    }

    [Fact]
    public void Documents_get_clean_names_no_two_alike_and_their_own_formats()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "sub"));
        Write("Q3_report  (final).md", "# x");
        Write("sub/Q3 report (final).csv", "a,b");
        Write("page.HTM", "<p>x</p>");
        Write("app.log", "line");
        Write("old.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("ä")]);
        Ask($"Invoke-BRModel x -Model {Nova} -Document Q3*, sub/*, page.HTM, app.log, old.txt");
        JsonNode[] documents = [.. Content().Where(block => Kind(block) == "document").Select(block => block!["document"]!)];
        Assert.Equal(["Q3 report (final)", "Q3 report (final) 2", "page", "app", "old"], documents.Select(document => document["name"]!.GetValue<string>()));
        Assert.Equal(["md", "csv", "html", "txt", "txt"], documents.Select(document => document["format"]!.GetValue<string>()));
        Assert.Equal("ä", Text(documents[4]));
    }

    [Fact]
    public void Names_differ_from_those_of_the_chats_earlier_documents_too()
    {
        Write("a.txt", "one");
        Ask($"$chat = Start-BRChat -Model {Nova}; Send-BRMessage x -Chat $chat -Document a.txt; Send-BRMessage y -Chat $chat -Document a.txt");
        JsonArray messages = JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["messages"]!.AsArray();
        Assert.Equal("a", messages[0]!["content"]![0]!["document"]!["name"]!.GetValue<string>());
        Assert.Equal("a 2", messages[2]!["content"]![0]!["document"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void In_a_chat_files_belong_to_one_message_and_stay_in_the_history()
    {
        Write("a.txt", "one");
        Ask($"$chat = Start-BRChat -Model {Nova}; 'x','y' | Send-BRMessage -Chat $chat -Document a.txt");
        JsonArray messages = JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["messages"]!.AsArray();
        Assert.Equal(["document", "text"], messages[0]!["content"]!.AsArray().Select(Kind));
        Assert.Equal(["text"], messages[2]!["content"]!.AsArray().Select(Kind));
        Assert.DoesNotContain("Document", Shell.Run("(Get-Command Start-BRChat).Parameters.Keys").Select(key => key.ToString()));
    }

    [Fact]
    public void A_turn_that_failed_leaves_its_files_to_the_next()
    {
        Write("a.txt", "one");
        Endpoint.SetFault("denied:1");
        Shell.Run($"$chat = Start-BRChat -Model {Nova}; $null = 'x','y' | Send-BRMessage -Chat $chat -Document a.txt");
        Assert.Equal("AccessDenied", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(["document", "text"], Content().Select(Kind));
    }

    [Theory]
    [InlineData("Image", "photo.JPG", "jpeg")]
    [InlineData("Document", "a b.docx", "docx")]
    [InlineData("Video", "clip.3gp", "three_gp")]
    [InlineData("Audio", "talk.mp3", "mp3")]
    public void An_object_in_S3_is_told_by_its_extension(string parameter, string name, string format)
    {
        Ask($"$r = Invoke-BRModel x -Model {TakerOf(parameter)} -{parameter} 's3://my-bucket/folder/{name}' -S3BucketOwner 111122223333");
        JsonNode block = Content()[0]![parameter.ToLowerInvariant()]!;
        Assert.Equal(format, block["format"]!.GetValue<string>());
        Assert.Equal($"{{\"uri\":\"s3://my-bucket/folder/{name}\",\"bucketOwner\":\"111122223333\"}}", block["source"]!["s3Location"]!.ToJsonString());
        Assert.Equal(parameter == "Document" ? "a b" : null, block["name"]?.GetValue<string>());
    }

    [Fact]
    public void An_object_that_names_bucket_and_key_is_one_in_S3()
    {
        Ask($"Invoke-BRModel x -Model {Nova} -Image ([pscustomobject]@{{ BucketName = 'my-bucket'; Key = 'a/b.png' }})");
        Assert.Equal("s3://my-bucket/a/b.png", Content()[0]!["image"]!["source"]!["s3Location"]!["uri"]!.GetValue<string>());
    }

    public static TheoryData<string, string, string, string> Media => new()
    {
        // parameter, file name, first bytes in Latin-1, format
        { "Video", "a.bin", "\0\0\0\u0018ftypisom\0\0\0\0", "mp4" },
        { "Video", "a.bin", "\0\0\0\u0018ftypqt  \0\0\0\0", "mov" },
        { "Video", "a.bin", "\0\0\0\u0018ftyp3gp5\0\0\0\0", "three_gp" },
        { "Video", "a.bin", "\u001AEß£\u0001B\u0082\u0084webm", "webm" },
        { "Video", "a.bin", "\u001AEß£\u0001B\u0082\u0088matroska", "mkv" },
        { "Video", "a.bin", "FLV\u0001\u0005", "flv" },
        { "Video", "a.mpg", "\0\0\u0001º", "mpg" },
        { "Video", "a.bin", "0&²u\u008EfÏ\u0011", "wmv" },
        { "Audio", "a.bin", "ID3\u0004", "mp3" },
        { "Audio", "a.bin", "ÿû\u0090d", "mp3" },
        { "Audio", "a.bin", "ÿñP\u0080", "aac" },
        { "Audio", "a.bin", "RIFF\0\0\0\0WAVEfmt ", "wav" },
        { "Audio", "a.bin", "fLaC\0", "flac" },
        { "Audio", "a.bin", "OggS\0\u0002________________________OpusHead", "opus" },
        { "Audio", "a.bin", "OggS\0\u0002________________________\u0001vorbis", "ogg" },
        { "Audio", "a.m4a", "\0\0\0\u0018ftypM4A \0\0\0\0", "m4a" },
        { "Audio", "a.mp4", "\0\0\0\u0018ftypisom\0\0\0\0", "mp4" },
        { "Audio", "a.mka", "\u001AEß£\u0001B\u0082\u0088matroska", "mka" },
        { "Audio", "a.pcm", "\u0001\0\u0002\0ÿÿ", "pcm" },
        { "Image", "a.bin", "GIF89a\u0001\0\u0001\0", "gif" },
        { "Document", "a.bin", "PK\u0003\u0004\0\0word/document.xml", "docx" },
        { "Document", "a.bin", "PK\u0003\u0004\0\0xl/workbook.xml", "xlsx" },
        { "Document", "a.xls", "ÐÏ\u0011à¡±\u001Aá", "xls" },
        { "Document", "a.png", "%PDF-1.7\n\0", "pdf" },
    };

    [Theory]
    [MemberData(nameof(Media))]
    public void What_a_file_is_its_content_says(string parameter, string name, string head, string format)
    {
        Write(name, Encoding.Latin1.GetBytes(head));
        Ask($"Invoke-BRModel x -Model {TakerOf(parameter)} -{parameter} {name}");
        Assert.Equal(format, Content()[0]![parameter.ToLowerInvariant()]!["format"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("-Image none.png", "FileNotFound")]
    [InlineData("-Image *.none", "FileNotFound")]
    [InlineData("-Image nodrive:\\a.png", "FileNotFound")]
    [InlineData("-Image sub", "FileUnreadable")]
    [InlineData("-Image ([IO.DirectoryInfo]\"$PWD/sub\")", "FileUnreadable")]
    [InlineData("-Image empty.png", "FileEmpty")]
    [InlineData("-Image ([byte[]]@())", "FileEmpty")]
    [InlineData("-Image a.pdf", "FileUnsupported")]
    [InlineData("-Document a.png", "FileUnsupported")]
    [InlineData("-Document noise.bin", "FileUnsupported")]
    [InlineData("-Video a.png", "FileUnsupported")]
    [InlineData("-Audio a.txt", "FileUnsupported")]
    [InlineData("-Image s3://my-bucket/a.pdf", "FileUnsupported")]
    [InlineData("-Image s3://my-bucket", "AttachmentInvalid")]
    [InlineData("-Image https://example.com/a.png", "AttachmentInvalid")]
    [InlineData("-Image Variable:PWD", "ParameterInvalid")]
    [InlineData("-Image 5", "AttachmentInvalid")]
    [InlineData("-Image @{ a = 1 }", "AttachmentInvalid")]
    [InlineData("-SearchResult @{ Source = 'a' }", "AttachmentInvalid")]
    [InlineData("-SearchResult @{ Content = 'a' }", "AttachmentInvalid")]
    [InlineData("-SearchResult 'a'", "AttachmentInvalid")]
    [InlineData("-Image s3://my-bucket/a.png -S3BucketOwner me", "ParameterArgumentValidationError")]
    public void What_cannot_be_sent_is_one_error_however_many_prompts_there_are(string arguments, string code)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "sub"));
        Write("empty.png", "");
        Write("a.pdf", "%PDF-1.7\n");
        Write("a.png", Png(1, 1));
        Write("a.txt", "text");
        Write("noise.bin", [1, 0, 2, 0, 255]);
        ErrorRecord error = Shell.Fails($"'x','y' | Invoke-BRModel -Model {Nova} {arguments}");
        Assert.Equal(code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_file_given_to_the_wrong_parameter_names_the_right_one()
    {
        Write("a.pdf", "%PDF-1.7\n");
        ErrorRecord error = Shell.Fails($"Invoke-BRModel x -Model {Nova} -Image a.pdf");
        Assert.Contains("a document (pdf)", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Give it with -Document.", error.ErrorDetails.RecommendedAction);
        Assert.Equal("a.pdf", error.TargetObject);
    }

    [Fact]
    public void An_unreadable_file_is_an_error()
    {
        Write("a.png", Png(1, 1));
        using FileStream holder = new(Path.Combine(_folder.FullName, "a.png"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal("FileUnreadable", Shell.Fails($"Invoke-BRModel x -Model {Nova} -Image a.png").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Too_many_too_large_and_too_wide_are_refused_before_sending()
    {
        Write("a.png", Png(8001, 10));
        Write("ok.png", Png(8000, 8000));
        Write("big.png", [.. Png(10, 10), .. new byte[4_000_000]]);
        Write("big.txt", new string('x', 4_800_000));
        Write("big.pdf", "%PDF-1.7" + new string('x', 4_800_000));
        string many = string.Join(",", Enumerable.Repeat("ok.png", 21));
        Shell.Run(
            $"Invoke-BRModel x -Model {Claude} -Image a.png; Invoke-BRModel x -Model {Claude} -Image big.png; Invoke-BRModel x -Model {Claude} -Image {many};" +
            $"Invoke-BRModel x -Model {Claude} -Document big.txt; Invoke-BRModel x -Model us.anthropic.claude-3-7-sonnet-20250219-v1:0 -Document big.pdf");
        Assert.Equal(
            ["AttachmentLimit", "FileTooLarge", "AttachmentLimit", "FileTooLarge", "FileTooLarge"],
            Shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("8001 x 10", Shell.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void Models_that_take_more_are_sent_more()
    {
        Write("big.pdf", "%PDF-1.7" + new string('x', 4_800_000));
        Write("big.png", [.. Png(10, 10), .. new byte[4_000_000]]);
        Ask($"Invoke-BRModel x -Model {Claude} -Document big.pdf; Invoke-BRModel x -Model {Nova} -Document big.pdf -Image big.png");
    }

    [Fact]
    public void Where_an_ARN_hides_the_model_a_limit_is_a_warning()
    {
        Write("a.png", Png(8001, 10));
        Shell.Run("Invoke-BRModel x -Model arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123abc123 -Image a.png -ErrorAction SilentlyContinue");
        Assert.Contains("8001 x 10", Assert.Single(Shell.Warnings), StringComparison.Ordinal);
        Assert.Single(Endpoint.GetRequest());
    }

    [Fact]
    public void Documents_of_a_chats_history_count()
    {
        Write("a.txt", "x");
        Shell.Run($"$chat = Start-BRChat -Model {Nova}; $null = Send-BRMessage x -Chat $chat -Document a.txt,a.txt,a.txt; $null = Send-BRMessage y -Chat $chat -Document a.txt,a.txt,a.txt");
        Assert.Equal("There are 6 documents; a request can carry 5 at most.", Assert.Single(Shell.Errors).Exception.Message);
    }

    [Fact]
    public void A_piped_PDF_is_a_document_and_a_piped_text_is_text()
    {
        Write("a.pdf", "%PDF-1.7\n");
        Write("b.md", "# b");
        Write("c.md", "");
        Shell.Run($"'a.pdf','b.md','c.md' | ForEach-Object {{ [IO.FileInfo]\"$PWD/$_\" }} | Invoke-BRModel 'what' -Model {Nova}");
        Assert.Equal([["text", "document"], ["text", "text"]], Endpoint.GetRequest().Select(request => Content(request).Select(Kind).ToArray()));
        Assert.Equal("FileEmpty", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Citation_asks_for_citations_of_documents_and_search_results()
    {
        Write("a.txt", "x");
        Ask($"Invoke-BRModel x -Model {Claude} -Document a.txt -SearchResult @{{ Url = 'u'; Name = 'n'; Text = 'one','two' }}, ([pscustomobject]@{{ Source = 's'; Content = 'c' }}) -Citation");
        JsonArray content = Content();
        Assert.True(content[0]!["document"]!["citations"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("""{"source":"u","title":"n","content":[{"text":"one"},{"text":"two"}],"citations":{"enabled":true}}""", content[1]!["searchResult"]!.ToJsonString());
        Assert.Equal("s", content[2]!["searchResult"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public void Citation_without_anything_to_cite_is_an_error()
    {
        Shell.Run($"Invoke-BRModel x -Model {Claude} -Citation");
        Assert.Equal("ParameterInvalid", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Native_formats_carry_what_they_can()
    {
        Write("a.png", Png(1, 1));
        Write("a.txt", "x");
        Shell.Run(
            $"$null = Invoke-BRModel x -Model {Claude} -Native -Image a.png -Document a.txt -Citation; $null = Invoke-BRModel x -Model {Nova} -Native -Image a.png;" +
            "$null = Invoke-BRModel x -Model us.mistral.pixtral-large-2502-v1:0 -Native -Image a.png; $null = Invoke-BRModel x -Model us.meta.llama3-2-11b-instruct-v1:0 -Native -Image a.png;" +
            "$null = Invoke-BRModel x -Model us.meta.llama3-3-70b-instruct-v1:0 -Native -Image a.png");
        JsonNode[] bodies = [.. Endpoint.GetRequest().Select(request => JsonNode.Parse(request.Body)!)];
        Assert.Equal(["image", "document", "text"], bodies[0]["messages"]![0]!["content"]!.AsArray().Select(block => block!["type"]!.GetValue<string>()));
        Assert.True(bodies[0]["messages"]![0]!["content"]![1]!["citations"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("png", bodies[1]["messages"]![0]!["content"]![0]!["image"]!["format"]!.GetValue<string>());
        Assert.StartsWith("data:image/png;base64,", bodies[2].ToJsonString().Split("\"url\":\"")[1], StringComparison.Ordinal);
        Assert.Contains("<|image|>x", bodies[3]["prompt"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Convert.ToBase64String(Png(1, 1)), bodies[3]["images"]![0]!.GetValue<string>());
        Assert.Equal("ContentNotSupported", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Beside_a_body_of_the_callers_own_attachments_are_an_error()
    {
        Write("a.png", Png(1, 1));
        Assert.Equal("BodyParameter", Shell.Fails($"Invoke-BRModel -Model {Nova} -Body '{{}}' -Image a.png").FullyQualifiedErrorId.Split(',')[0]);
    }

    private static byte[] Png(int width, int height)
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    /// <summary>A model that takes what the parameter gives.</summary>
    private static string TakerOf(string parameter) => parameter == "Audio" ? "mistral.voxtral-small-24b-2507" : Nova;

    private static string Kind(JsonNode? block) => block!.AsObject().Single().Key;

    private static string Text(JsonNode document) => Encoding.UTF8.GetString(Convert.FromBase64String(document["source"]!["bytes"]!.GetValue<string>()));

    private static JsonArray Content(LocalEndpointRequest request) => JsonNode.Parse(request.Body)!["messages"]!.AsArray()[^1]!["content"]!.AsArray();

    private JsonArray Content() => Content(Endpoint.GetRequest()[^1]);

    private void Ask(string script)
    {
        Shell.Run($"$null = . {{ {script} }}");
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
    }

    private void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(_folder.FullName, name), bytes);
}
