using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Local.Images;

/// <summary>The image families, by the catalogue's name for them.</summary>
internal static class ImageModels
{
    private static readonly Dictionary<string, ImageModel> s_byName = new ImageModel[]
    {
        new AmazonImages(),
        new StabilityImages(),
        new StabilityServices(),
        new SdxlImages(),
    }.ToDictionary(static model => model.Name, StringComparer.Ordinal);

    public static ImageModel? Find(string name) => s_byName.TryGetValue(name, out ImageModel? model) ? model : null;
}
