using System;
using BedrockPS.Engine.Vectors;
using BenchmarkDotNet.Attributes;

namespace BedrockPS.Micro;

/// <summary>How near two embeddings are; beside a plain loop.</summary>
[ShortRunJob]
public class Similarity
{
    private float[] _left = [];
    private float[] _right = [];

    [Params(256, 1024)]
    public int Dimension { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(1);
        _left = new float[Dimension];
        _right = new float[Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            _left[i] = random.NextSingle() - 0.5f;
            _right[i] = random.NextSingle() - 0.5f;
        }
    }

    [Benchmark]
    public float Dot() => VectorMath.Dot(_left, _right);

    [Benchmark]
    public float Cosine() => VectorMath.Cosine(_left, _right);

    [Benchmark(Baseline = true)]
    public float PlainDot()
    {
        float sum = 0;
        for (int i = 0; i < _left.Length; i++)
        {
            sum += _left[i] * _right[i];
        }

        return sum;
    }
}
