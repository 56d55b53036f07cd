namespace BedrockPS.Images;

/// <summary>One picture, or why there is none.</summary>
internal readonly struct ImageResult
{
    public ImageResult(Image image)
    {
        Image = image;
        Error = null;
    }

    public ImageResult(BedrockException error)
    {
        Image = null;
        Error = error;
    }

    public Image? Image { get; }

    public BedrockException? Error { get; }
}
