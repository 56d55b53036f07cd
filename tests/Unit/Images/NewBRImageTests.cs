using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Images;
using Xunit;

namespace BedrockPS.Unit.Images;

public sealed class NewBRImageTests(ImageSession session) : IClassFixture<ImageSession>
{
    private const string Small = " -Size 320x320";

    [Theory]
    [InlineData(
        "'A cat' -Model nova-canvas -NegativePrompt rain -Size 336x320 -Quality Premium -CfgScale 7.5 -Seed 9 -Count 2 -Style Photorealism",
        """{"taskType":"TEXT_IMAGE","textToImageParams":{"text":"A cat","negativeText":"rain","style":"PHOTOREALISM"},"imageGenerationConfig":{"width":336,"height":320,"quality":"premium","cfgScale":7.5,"seed":9,"numberOfImages":2}}""")]
    [InlineData(
        "'A cat' -Model titan-image-generator-v2 -ControlImage $dir/picture.png -ControlMode CannyEdge -ControlStrength 0.5 -Width 512 -Height 512",
        """{"taskType":"TEXT_IMAGE","textToImageParams":{"text":"A cat","conditionImage":"picture","controlMode":"CANNY_EDGE","controlStrength":0.5},"imageGenerationConfig":{"width":512,"height":512}}""")]
    [InlineData(
        "'A cat' -Model nova-canvas -Color '#ff8800', '#001122' -ReferenceImage $dir/picture.png -Size 320x320",
        """{"taskType":"COLOR_GUIDED_GENERATION","colorGuidedGenerationParams":{"colors":["#ff8800","#001122"],"referenceImage":"picture","text":"A cat"},"imageGenerationConfig":{"width":320,"height":320}}""")]
    [InlineData(
        "'in snow' -Image $dir/picture.png, $dir/other.png -Variation -Similarity 0.8 -Model nova-canvas -Size 320x320",
        """{"taskType":"IMAGE_VARIATION","imageVariationParams":{"images":["picture","other"],"text":"in snow","similarityStrength":0.8},"imageGenerationConfig":{"width":320,"height":320}}""")]
    [InlineData(
        "-Image $dir/picture.png -Inpaint -MaskPrompt 'the dog' -Model titan-image-generator-v1",
        """{"taskType":"INPAINTING","inPaintingParams":{"image":"picture","maskPrompt":"the dog"}}""")]
    [InlineData(
        "'a beach' -Image $dir/picture.png -Outpaint -Mask $dir/mask.png -OutpaintMode precise -Model nova-canvas -Seed 1",
        """{"taskType":"OUTPAINTING","outPaintingParams":{"image":"picture","maskImage":"mask","text":"a beach","outPaintingMode":"PRECISE"},"imageGenerationConfig":{"seed":1}}""")]
    [InlineData(
        "-Image $dir/picture.png -RemoveBackground -Model nova-canvas",
        """{"taskType":"BACKGROUND_REMOVAL","backgroundRemovalParams":{"image":"picture"}}""")]
    [InlineData(
        "-Image $dir/picture.png -TryOn -ReferenceImage $dir/other.png -Garment UpperBody -Model nova-canvas",
        """{"taskType":"VIRTUAL_TRY_ON","virtualTryOnParams":{"sourceImage":"picture","referenceImage":"other","garmentBasedMask":{"garmentClass":"UPPER_BODY"},"maskType":"GARMENT"}}""")]
    [InlineData(
        "'A cat' -Model stable-image-core -AspectRatio 9:21 -OutputFormat JPEG -Seed 4294967295 -NegativePrompt rain",
        """{"prompt":"A cat","aspect_ratio":"9:21","negative_prompt":"rain","seed":4294967295,"output_format":"jpeg"}""")]
    [InlineData(
        "'A cat' -Model stable-image-ultra -Image $dir/small.png -Variation -Similarity 0.7",
        """{"prompt":"A cat","image":"small","strength":0.3}""")]
    [InlineData(
        "'A cat' -Model sd3-5-large -AdditionalField @{ mode = 'text-to-image'; seed = 3 } -AspectRatio 1:1",
        """{"mode":"text-to-image","prompt":"A cat","aspect_ratio":"1:1","seed":3}""")]
    [InlineData(
        "'A cat' -Model sd3-5-large -Image $dir/small.png -Variation -Similarity 0",
        """{"mode":"image-to-image","prompt":"A cat","image":"small","strength":1}""")]
    [InlineData(
        "'A cat' -Model stable-diffusion-xl -NegativePrompt rain -Style LineArt -Step 20 -Sampler k_euler -CfgScale 12 -Size 1024x1024",
        """{"text_prompts":[{"text":"A cat","weight":1},{"text":"rain","weight":-1}],"width":1024,"height":1024,"cfg_scale":12,"sampler":"K_EULER","steps":20,"style_preset":"line-art"}""")]
    [InlineData(
        "'A hat' -Model stable-diffusion-xl -Image $dir/picture.png -Inpaint -Mask $dir/mask.png",
        """{"mask_source":"MASK_IMAGE_BLACK","text_prompts":[{"text":"A hat","weight":1}],"init_image":"picture","mask_image":"mask"}""")]
    [InlineData(
        "'A hat' -Model stable-diffusion-xl -Image $dir/picture.png -Variation -Similarity 0.25",
        """{"text_prompts":[{"text":"A hat","weight":1}],"init_image":"picture","image_strength":0.25,"init_image_mode":"IMAGE_STRENGTH"}""")]
    [InlineData(
        "'A hat' -Model us.stability.stable-image-inpaint-v1:0 -Image $dir/picture.png -Inpaint -Mask $dir/mask.png -GrowMask 3",
        """{"image":"picture","mask":"mask","prompt":"A hat","grow_mask":3}""")]
    [InlineData(
        "-Model us.stability.stable-outpaint-v1:0 -Image $dir/small.png -Outpaint -Left 16 -Down 8 -Creativity 0.2",
        """{"image":"small","left":16,"down":8,"creativity":0.2}""")]
    [InlineData("-Model us.stability.stable-image-erase-object-v1:0 -Image $dir/picture.png -Mask $dir/mask.png -Erase", """{"image":"picture","mask":"mask"}""")]
    [InlineData(
        "'a fox' -Model us.stability.stable-image-search-replace-v1:0 -Image $dir/small.png -Replace -Search dog",
        """{"image":"small","prompt":"a fox","search_prompt":"dog"}""")]
    [InlineData(
        "'red' -Model us.stability.stable-image-search-recolor-v1:0 -Image $dir/small.png -Recolor -Search car",
        """{"image":"small","prompt":"red","select_prompt":"car"}""")]
    [InlineData("-Model us.stability.stable-image-remove-background-v1:0 -Image $dir/small.png -RemoveBackground", """{"image":"small"}""")]
    [InlineData(
        "'A cat' -Model us.stability.stable-image-style-guide-v1:0 -StyleImage $dir/small.png -Fidelity 0.4 -AspectRatio 1:1",
        """{"prompt":"A cat","image":"small","fidelity":0.4,"aspect_ratio":"1:1"}""")]
    [InlineData(
        "-Model us.stability.stable-style-transfer-v1:0 -Image $dir/small.png -StyleTransfer -StyleImage $dir/picture.png -StyleStrength 0.6",
        """{"init_image":"small","style_image":"picture","style_strength":0.6}""")]
    [InlineData(
        "'A cat' -Model us.stability.stable-image-control-sketch-v1:0 -ControlImage $dir/small.png -ControlStrength 0.6",
        """{"prompt":"A cat","image":"small","control_strength":0.6}""")]
    [InlineData(
        "'A cat' -Model us.stability.stable-image-control-structure-v1:0 -ControlImage $dir/small.png -Style anime",
        """{"prompt":"A cat","image":"small","style_preset":"anime"}""")]
    [InlineData("-Model us.stability.stable-fast-upscale-v1:0 -Image $dir/small.png -Upscale", """{"image":"small"}""")]
    public void Each_family_gets_the_body_it_wants(string arguments, string expected)
    {
        session.Run("New-BRImage " + arguments);
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(session.LastBody())!.ToJsonString());
    }

    [Theory]
    [InlineData("x -Model nova-canvas -AspectRatio 1:1", "ParameterInvalid", "has no -AspectRatio*It takes -Prompt, -NegativePrompt*-Width, -Height")]
    [InlineData("-Image $dir/picture.png -Upscale -Model nova-canvas", "ParameterInvalid", "has no task -Upscale*-Variation; -Inpaint; -Outpaint; -RemoveBackground; -TryOn")]
    [InlineData("x -Model titan-image-generator-v1 -Color '#ff0000'", "ParameterInvalid", "v1 has no -Color")]
    [InlineData("x -Model nova-canvas -Style Cubism", "ParameterInvalid", "knows: 3D_ANIMATED_FAMILY_FILM")]
    [InlineData("x -Model nova-canvas -CfgScale 20", "ParameterInvalid", "takes 1.1 to 10")]
    [InlineData("('x' * 2000) -Model nova-canvas", "ParameterInvalid", "at most 1024")]
    [InlineData("x -Model nova-canvas -Size 320", "ParameterInvalid", "not width and height")]
    [InlineData("x -Model nova-canvas -Size 320x320 -Width 320", "ParameterInvalid", "leave these out")]
    [InlineData("x -Model nova-canvas -Size 300x300", "Validation", "multiple of 16")]
    [InlineData("x -Model titan-image-generator-v2 -Size 1000x1000", "Validation", "1024x1024")]
    [InlineData("-Image $dir/picture.png -Inpaint -Model nova-canvas", "ParameterInvalid", "one of -Mask and -MaskPrompt")]
    [InlineData("-Image $dir/other.png -Mask $dir/mask.png -Inpaint -Model nova-canvas", "ParameterInvalid", "mask has 320x320*336x336")]
    [InlineData("-Image $dir/picture.png -Outpaint -MaskPrompt dog -Model nova-canvas", "NoPrompt", "needs -Prompt for -Outpaint")]
    [InlineData("-Image $dir/small.png -Outpaint -Model us.stability.stable-outpaint-v1:0", "ParameterInvalid", "at least one of -Left")]
    [InlineData("-Image $dir/small.png -Variation -Model nova-canvas", "Validation", "64x64")]
    [InlineData("-Image $dir/text.png -Variation -Model nova-canvas", "FileUnsupported", "is not a picture")]
    [InlineData("-Image $dir/none.png -Variation -Model nova-canvas", "FileNotFound", "none.png")]
    [InlineData("-Variation -Model nova-canvas", "EmptyInput", "needs a picture")]
    [InlineData("' ' -Model nova-canvas", "NoPrompt", "no prompt")]
    public void What_a_model_does_not_take_is_said(string arguments, string code, string message)
    {
        ErrorRecord error = session.Error("New-BRImage " + arguments);
        Assert.Equal(code + ",BedrockPS.Cmdlets.NewBRImageCommand", error.FullyQualifiedErrorId);
        Assert.True(WildcardPattern.Get($"*{message}*", WildcardOptions.None).IsMatch(error.Exception.Message), error.Exception.Message);
    }

    [Fact]
    public void A_model_that_makes_no_pictures_ends_it()
    {
        Assert.StartsWith("ImageModelUnknown", session.Shell.Fails("'a', 'b' | New-BRImage -Model amazon.nova-lite-v1:0").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NoModel", session.Shell.Fails("New-BRImage x").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_session_can_have_a_default_model()
    {
        Image image = (Image)session.One("Set-BRDefault -ImageModel nova-canvas; New-BRImage x -Size 320x320; Clear-BRDefault ImageModel").BaseObject;
        Assert.Equal("amazon.nova-canvas-v1:0", image.Model);
    }

    [Fact]
    public void Pictures_go_into_a_folder_under_the_names_of_their_prompts()
    {
        string folder = session.NewFolder();
        Image[] images = [.. session
            .Run("'A cat, asleep!', '../../etc/passwd', 'NUL', '???', 'A cat asleep' | New-BRImage -Model nova-canvas -OutDirectory $out -ThrottleLimit 3" + Small, ("out", folder))
            .Select(static output => (Image)output.BaseObject)];
        string[] names = ["a-cat-asleep.png", "etc-passwd.png", "image-nul.png", "image.png", "a-cat-asleep-2.png"];
        Assert.Equal(names.Select(name => Path.Combine(folder, name)), images.Select(static image => image.Path));
        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((320, 320, "png", "../../etc/passwd"), (images[1].Width, images[1].Height, images[1].Format, images[1].Prompt));
        Assert.Equal(File.ReadAllBytes(images[0].Path!), images[0].Bytes);
        Assert.Equal(images[0].Path, images[0].ToString());

        // The same order makes the same picture, and does not take the place of the first.
        Image again = (Image)session.One("New-BRImage 'A cat, asleep!' -Model nova-canvas -OutDirectory $out" + Small, ("out", folder)).BaseObject;
        Assert.EndsWith("a-cat-asleep-3.png", again.Path, StringComparison.Ordinal);
        Assert.Equal(images[0].Bytes, again.Bytes);
    }

    [Fact]
    public void A_file_gets_numbers_and_is_not_replaced_without_force()
    {
        string folder = session.NewFolder();
        Directory.CreateDirectory(folder);
        session.Run("$out = $to", ("to", folder));
        Assert.Equal(
            ["cat-1.png", "cat-2.png"],
            session.Run("New-BRImage cat -Model nova-canvas -OutFile $out/cat.png -Count 2" + Small).Select(static output => Path.GetFileName(output.ToString())));
        Assert.Equal(
            ["dog.png", "dog-2.png"],
            session.Run("'a', 'b' | New-BRImage -Model nova-canvas -OutFile $out/dog" + Small).Select(static output => Path.GetFileName(output.ToString())));
        int before = session.Local.GetRequest().Count;
        Assert.StartsWith("FileExists", session.Error("New-BRImage cat -Model nova-canvas -OutFile $out/dog.png" + Small).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, session.Local.GetRequest().Count);
        byte[] first = File.ReadAllBytes(Path.Combine(folder, "dog.png"));
        session.Run("New-BRImage cat -Model nova-canvas -OutFile $out/dog.png -Force" + Small);
        Assert.NotEqual(first, File.ReadAllBytes(Path.Combine(folder, "dog.png")));

        // The name chooses the format where the model lets one choose it.
        Image jpeg = (Image)session.One("New-BRImage cat -Model stable-image-core -OutFile $out/c.jpg").BaseObject;
        Assert.Equal(("jpeg", 1024), (jpeg.Format, jpeg.Width));
        session.Run("New-BRImage cat -Model nova-canvas -OutFile $out/wrong.jpg" + Small);
        Assert.Contains("wrong.jpg' is a png file", Assert.Single(session.Shell.Warnings), StringComparison.Ordinal);
        Assert.Equal(6, Directory.GetFileSystemEntries(folder).Length);
    }

    [Fact]
    public void A_picture_that_cannot_be_saved_goes_on_in_memory()
    {
        session.Shell.Run("$image = New-BRImage x -Model nova-canvas -OutFile $out" + Small, ("out", Path.Combine(session.Folder, new string('x', 300) + ".png")));
        Assert.StartsWith("FileUnwritable", Assert.Single(session.Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        string saved = session.NewFolder() + ".png";
        Assert.Equal("png 320x320", session.One("\"$image\"").BaseObject);
        Assert.Equal(saved, session.One("$image.Save($to); $image.Path", ("to", saved)).BaseObject);
        Assert.Equal("png", PictureFormat(saved));
    }

    [Theory]
    [InlineData("-OutDirectory $dir/picture.png/sub")]
    [InlineData("-OutFile $dir")]
    public void A_place_where_nothing_can_be_saved_costs_nothing(string place)
    {
        int before = session.Local.GetRequest().Count;
        Assert.StartsWith("FileUnwritable", session.Error("New-BRImage x -Model amazon.nova-canvas-v1:0 " + place).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, session.Local.GetRequest().Count);
    }

    [Theory]
    [InlineData("'a', 'forbidden', 'b' | New-BRImage -Model nova-canvas -Size 320x320", 2)]
    [InlineData("'a', 'withheld', 'b' | New-BRImage -Model titan-image-generator-v2 -Size 512x512", 2)]
    [InlineData("'withheld' | New-BRImage -Model nova-canvas -Size 320x320 -Count 3", 2)]
    [InlineData("'a', 'forbidden', 'b' | New-BRImage -Model stable-image-core -ThrottleLimit 2", 2)]
    [InlineData("'withheld', 'b' | New-BRImage -Model stable-image-ultra", 1)]
    [InlineData("'a', 'forbidden' | New-BRImage -Model stable-diffusion-xl", 1)]
    public void What_the_filter_keeps_is_an_error_and_the_rest_is_delivered(string script, int delivered)
    {
        string folder = session.NewFolder();
        int count = session.Shell.Run(script + " -OutDirectory $out", ("out", folder)).Count;
        Assert.Equal(delivered, count);
        Assert.Equal(delivered, Directory.GetFiles(folder).Length);
        Assert.StartsWith("ContentFiltered,", Assert.Single(session.Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_with_one_picture_a_call_are_called_for_each()
    {
        Image[] images = [.. session.Run("New-BRImage cat -Model stable-image-core -Count 3 -Seed 5").Select(static output => (Image)output.BaseObject)];
        Assert.Equal([5, 6, 7], images.Select(static image => image.Seed!.Value));
        Assert.Equal(3, images.Select(static image => Convert.ToBase64String(image.Bytes)).Distinct().Count());
        Assert.Equal("SUCCESS", images[0].FinishReason);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Seed 7")]
    public void More_pictures_than_a_call_makes_are_all_different(string seed)
    {
        string[] pictures = [.. session.Run("New-BRImage cat -Model nova-canvas -Count 7" + Small + seed)
            .Select(static output => Convert.ToBase64String(((Image)output.BaseObject).Bytes))];
        Assert.Equal(7, pictures.Distinct().Count());
    }

    [Fact]
    public void Objects_bring_prompts_and_settings()
    {
        PSObject image = session.One("[pscustomobject] @{ Prompt = 'from a row'; Seed = 5; Size = '512x320'; Id = 7 } | New-BRImage -Model nova-canvas");
        Assert.Equal("from a row", image.Properties["Prompt"].Value);
        Assert.Equal((5L, 512), ((long)image.Properties["Seed"].Value, (int)image.Properties["Width"].Value));
        Assert.Equal(7, ((PSObject)image.Properties["InputObject"].Value).Properties["Id"].Value);
        Assert.StartsWith("NoPrompt", session.Error("[pscustomobject] @{ Id = 7 } | New-BRImage -Model nova-canvas").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("EmptyInput", session.Error("'' | New-BRImage -Model nova-canvas").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-BRImage cat -Model nova-canvas -Size 320x320 -Seed 3 | New-BRImage -RemoveBackground -Model nova-canvas", "BACKGROUND_REMOVAL")]
    [InlineData("New-BRImage cat -Model nova-canvas -Size 320x320 -OutDirectory $dir/piped | New-BRImage 'with a hat' -Variation -Model nova-canvas", "with a hat")]
    [InlineData("[IO.FileInfo]::new(\"$dir/picture.png\") | New-BRImage -RemoveBackground -Model nova-canvas", "picture")]
    [InlineData("\"$dir/picture.png\" | New-BRImage -RemoveBackground -Model nova-canvas", "picture")]
    [InlineData("'hat', 'cap' | New-BRImage -Image $dir/picture.png -Variation -Model nova-canvas", "cap")]
    [InlineData("New-BRImage cat -Model nova-canvas -Size 320x320 | New-BRImage -Upscale -Model us.stability.stable-conservative-upscale-v1:0", "\"prompt\":\"cat\"")]
    public void Pictures_and_files_are_piped_on(string script, string inBody)
    {
        session.Run(script);
        string body = session.LastBody();
        Assert.Contains(inBody, body, StringComparison.Ordinal);
        Assert.DoesNotContain("seed", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_commands_take_the_pictures()
    {
        session.Run("$image = New-BRImage cat -Model nova-canvas -Size 320x320");
        Assert.Equal(1024, session.One("($image | Get-BREmbedding -Model titan-embed-image).Dimension").BaseObject);
        Assert.Equal(1024, session.One("(Get-BREmbedding -Image $image -Model titan-embed-image).Dimension").BaseObject);
        foreach (string script in new[] { "Invoke-BRModel 'What is it?' -Image $image -Model nova-lite", "$image | Invoke-BRModel 'What is it?' -Model nova-lite" })
        {
            session.Run(script);
            Assert.Contains("\"image\":{\"format\":\"png\"", session.Local.GetRequest().Last().Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_large_picture_is_sent_whole()
    {
        byte[] noise = new byte[5_000_000];
        new Random(1).NextBytes(noise);
        Pictures.Png(320, 320).CopyTo(noise, 0);
        Assert.Equal(320, session.One("New-BRImage -Image (, $bytes) -RemoveBackground -Model nova-canvas", ("bytes", noise)).Properties["Width"].Value);
    }

    [Fact]
    public void WhatIf_spends_and_writes_nothing()
    {
        string folder = session.NewFolder();
        int before = session.Local.GetRequest().Count;
        Assert.Empty(session.Run("New-BRImage cat -Model amazon.nova-canvas-v1:0 -OutDirectory $out -WhatIf", ("out", folder)));
        Assert.Equal(before, session.Local.GetRequest().Count);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Pictures_have_a_price_of_their_own()
    {
        Image[] images = [.. session.Run("""
            Clear-BRUsage
            @{ Model = 'amazon.nova-canvas*'; PerImage = 0.04 } | Import-BRPrice -Scope Session
            New-BRImage cat -Model nova-canvas -Size 320x320 -Count 2
            """).Select(static output => output.BaseObject).OfType<Image>()];
        Assert.Equal([0.04m, 0.04m], images.Select(static image => image.Cost!.Value));
        Assert.Equal(0.08m, ((ModelUsage)session.One("Get-BRUsage").BaseObject).Cost);
        session.Run("Set-BRDefault -MaxCost 0.10");
        Assert.StartsWith("BudgetExceeded", session.Shell.Fails("New-BRImage cat -Model nova-canvas -Size 320x320").FullyQualifiedErrorId, StringComparison.Ordinal);
        session.Run("Clear-BRDefault MaxCost; Clear-BRUsage");
    }

    [Fact]
    public void Show_draws_within_the_window()
    {
        _ = session.Screen;
        session.Run("$null = New-BRImage cat -Model nova-canvas -Size 320x320 -Show");
        string[] lines = session.Screen.TrimEnd('\n').Split('\n');
        Assert.Equal(10, lines.Length);
        Assert.All(lines, static line => Assert.Equal(20, line.Count(static letter => letter is '▀' or '▄' or ' ')));
    }

    [Theory]
    [InlineData("Kitty", "\u001b_Ga=T,f=100,q=2,c=20,r=10,m=")]
    [InlineData("ITerm2", "\u001b]1337;File=inline=1;size=")]
    [InlineData("Sixel", "\u001bP0;1;0q\"1;1;200;200#")]
    public void Pictures_are_shown_in_the_terminals_own_protocol(string protocol, string start)
    {
        _ = session.Screen;
        session.Run($"Show-BRImage $dir/picture.png -Protocol {protocol}");
        string whole = session.Screen;
        Assert.StartsWith(start, whole, StringComparison.Ordinal);
        session.Run($"\"$dir/picture.png\", [IO.FileInfo]::new(\"$dir/mask.png\"), (, [IO.File]::ReadAllBytes(\"$dir/other.png\")) | Show-BRImage -Protocol {protocol} -Width 5");
        Assert.Equal(3, session.Screen.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Show_goes_on_after_what_it_cannot_show()
    {
        _ = session.Screen;
        Assert.Single(session.Shell.Run("\"$dir/none.png\", \"$dir/text.png\", \"$dir/small.png\" | Show-BRImage -Protocol Block -Width 4 -PassThru"));
        Assert.Equal(["FileNotFound", "FileUnsupported"], session.Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(2, session.Screen.TrimEnd('\n').Split('\n').Length);
    }

    private static string PictureFormat(string path) => PictureDecoder.Decode(File.ReadAllBytes(path), path).Width > 0 ? "png" : "";
}
