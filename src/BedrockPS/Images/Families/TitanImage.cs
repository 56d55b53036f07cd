using System;
using System.Collections.Generic;

namespace BedrockPS.Images;

/// <summary>Amazon Titan Image Generator G1.</summary>
internal sealed class TitanImage : AmazonImageFamily
{
    private readonly bool _isV2;

    public TitanImage(bool isV2) => _isV2 = isV2;

    public override string Name => _isV2 ? "Titan Image Generator v2" : "Titan Image Generator v1";

    public override long? DefaultSeed => 42;

    protected override int MaxText => 512;

    protected override long MaxSeed => 2_147_483_646;

    public override bool Matches(string modelId) =>
        modelId.StartsWith(_isV2 ? "amazon.titan-image-generator-v2" : "amazon.titan-image-generator-v1", StringComparison.Ordinal);

    protected override Dictionary<ImageTask, ImageForm> MakeForms()
    {
        IEnumerable<ImageField> text = Texts("textToImageParams", isRequired: true);
        Dictionary<ImageTask, ImageForm> forms = new()
        {
            [ImageTask.Text] = _isV2 ? Form("TEXT_IMAGE", [.. text, .. Control(), .. Colours()]) : Form("TEXT_IMAGE", text),
            [ImageTask.Variation] = Variation(),
            [ImageTask.Inpaint] = Inpaint(),
            [ImageTask.Outpaint] = Outpaint(),
        };
        if (_isV2)
        {
            forms.Add(ImageTask.RemoveBackground, RemoveBackground());
        }

        return forms;
    }
}
